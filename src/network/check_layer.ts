import type { Layer, Network, Shape } from "../spec/network.ts";

/** The most numbers of a layer's output or of theta: indices have 32 bits. */
export const mostNumbers = 2 ** 31 - 1;

/** What a layer, or a network, must be and is not. */
export interface Fault {
  /** After "as the network" or "as layers.0 (dense)". */
  readonly must: string;
  readonly found: string;
}

/** What is wrong with a layer by itself or on an input of this shape; undefined where nothing is. */
export function findFault(layer: Layer, input: Shape): Fault | undefined {
  // Suites are run without being type-checked.
  if (typeof layer !== "object" || layer === null) return { must: "must be a layer", found: typeof layer };
  const [, height = 0, width = 0] = input;
  const shape = `[${input.join(", ")}]`;
  const image: Fault | undefined = input.length === 3 ? undefined : { must: "needs an image", found: shape };
  switch (layer.kind) {
    case "flatten":
    case "relu":
    case "batchNorm":
      return undefined;
    case "residual":
      return [layer.before, layer.body, layer.shortcut].every(Array.isArray)
        ? undefined
        : { must: "must have the layers before, body and shortcut", found: Object.keys(layer).join(", ") };
    case "globalAveragePool":
      return image;
    case "maxPool":
      return countFault("size", layer.size) ?? image ??
        (height % layer.size || width % layer.size
          ? { must: `needs an image divisible by ${layer.size}`, found: shape }
          : undefined);
    case "dense":
      return countFault("outputs", layer.outputs) ??
        (input.length === 1 ? undefined : { must: "needs features, so flatten before it", found: shape });
    case "convolution": {
      const { outputs, kernel, stride, padding } = layer;
      const fault = countFault("outputs", outputs) ?? countFault("kernel", kernel) ?? countFault("stride", stride) ??
        paddingFault(kernel, padding) ?? image;
      if (fault !== undefined || Math.min(height, width) + 2 * padding >= kernel) return fault;
      return { must: `needs an image as large as its kernel, ${kernel}, with padding ${padding}`, found: shape };
    }
    default:
      return { must: "must be a layer that there is", found: Object.keys(layer).join(", ") };
  }
}

/** What is wrong with a network but for its layers; undefined where nothing is. */
export function findNetworkFault({ input, classes, layers }: Network): Fault | undefined {
  if (!Array.isArray(input) || input.length !== 3 || !input.every(isCount)) {
    return { must: "must have an input of channels, height and width, positive integers", found: `[${input}]` };
  }
  return countFault("classes", classes) ??
    (Array.isArray(layers) ? undefined : { must: "must have a list of layers", found: String(layers) });
}

function countFault(name: string, value: number): Fault | undefined {
  return isCount(value) ? undefined : { must: `must have ${name} that is a positive integer`, found: String(value) };
}

function paddingFault(kernel: number, padding: number): Fault | undefined {
  if (isCount(padding) || padding === 0) return undefined;
  const even = kernel % 2 === 0 && padding === (kernel - 1) / 2;
  return {
    must: even
      ? `must name its padding, as none in whole pixels keeps the size with the even kernel ${kernel}`
      : "must have padding that is zero or a positive integer",
    found: String(padding),
  };
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= mostNumbers;
}
