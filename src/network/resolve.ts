import type { Block, Layer, Network, ParameterRole, ResolvedLayer, ResolvedNetwork, Shape } from "../spec/network.ts";

/**
 * Gives each layer of a network its shapes and its places in theta and in the running statistics. The order of the blocks is
 * the order in which the layers are written (in a residual block: before, body, shortcut), weight before bias, as PyTorch's
 * `parameters()` lists them.
 *
 * @throws {TypeError} If a layer does not fit the shape before it, or the last layer does not give one logit a class.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { mlp } from "./mlp.ts";
 * import { resolveNetwork } from "./resolve.ts";
 *
 * assertEquals(resolveNetwork(mlp()).parameterCount, 573_060);
 * ```
 */
export function resolveNetwork(network: Network): ResolvedNetwork {
  const parameters = new Blocks();
  const statistics = new Blocks();
  let multiplyAdds = 0;

  function resolveAll(layers: readonly Layer[], input: Shape, path: string): [ResolvedLayer[], Shape] {
    let shape = input;
    const resolved = layers.map((layer, index) => {
      const one = resolve(layer, shape, `${path}.${index}`);
      shape = one.output;
      return one;
    });
    return [resolved, shape];
  }

  function resolve(layer: Layer, input: Shape, path: string): ResolvedLayer {
    const [channels = 0, height = 0, width = 0] = input;
    const refuse = (what: string) => {
      throw new TypeError(`Cannot resolve ${network.name} as ${path} (${layer.kind}) ${what}: [${input.join(", ")}]`);
    };
    switch (layer.kind) {
      case "flatten":
        return { kind: "flatten", input, output: [channels * Math.max(1, height) * Math.max(1, width)] };
      case "relu":
        return { kind: "relu", input, output: input };
      case "globalAveragePool":
        if (input.length !== 3) refuse("needs an image");
        return { kind: "globalAveragePool", input, output: [channels] };
      case "maxPool": {
        const { size } = layer;
        if (input.length !== 3 || height % size || width % size) refuse(`needs an image divisible by ${size}`);
        return { kind: "maxPool", size, input, output: [channels, height / size, width / size] };
      }
      case "batchNorm":
        return {
          kind: "batchNorm",
          input,
          output: input,
          scale: parameters.add(path, "scale", [channels]),
          shift: parameters.add(path, "shift", [channels]),
          mean: statistics.add(path, "mean", [channels]),
          variance: statistics.add(path, "variance", [channels]),
        };
      case "dense":
        if (input.length !== 1) refuse("needs features, so flatten before it");
        multiplyAdds += channels * layer.outputs;
        return {
          kind: "dense",
          input,
          output: [layer.outputs],
          weight: parameters.add(path, "weight", [layer.outputs, channels]),
          bias: parameters.add(path, "bias", [layer.outputs]),
        };
      case "convolution": {
        const { outputs, kernel, stride, padding } = layer;
        const extent = (length: number) => Math.floor((length + 2 * padding - kernel) / stride) + 1;
        if (input.length !== 3 || extent(height) < 1 || extent(width) < 1) {
          refuse("needs an image as large as its kernel");
        }
        const output = [outputs, extent(height), extent(width)];
        multiplyAdds += outputs * extent(height) * extent(width) * channels * kernel * kernel;
        return {
          kind: "convolution",
          input,
          output,
          kernel,
          stride,
          padding,
          weight: parameters.add(path, "weight", [outputs, channels, kernel, kernel]),
          bias: layer.bias ? parameters.add(path, "bias", [outputs]) : undefined,
        };
      }
      case "residual": {
        const [before, between] = resolveAll(layer.before, input, `${path}.before`);
        const [body, output] = resolveAll(layer.body, between, `${path}.body`);
        const [shortcut, other] = resolveAll(layer.shortcut, between, `${path}.shortcut`);
        const added = layer.shortcut.length > 0 ? other : input;
        if (added.join() !== output.join()) refuse(`adds [${added.join(", ")}] to [${output.join(", ")}]`);
        return { kind: "residual", input, output, before, body, shortcut };
      }
    }
  }

  const [layers, output] = resolveAll(network.layers, network.input, "layers");
  if (output.length !== 1 || output[0] !== network.classes) {
    throw new TypeError(
      `Cannot resolve ${network.name} as its last layer must give ${network.classes} logits: [${output.join(", ")}]`,
    );
  }
  return {
    network,
    layers,
    parameters: parameters.list,
    statistics: statistics.list,
    parameterCount: parameters.count,
    statisticCount: statistics.count,
    multiplyAdds,
  };
}

class Blocks {
  readonly list: Block[] = [];
  count = 0;

  add(path: string, role: ParameterRole, shape: Shape): Block {
    const size = shape.reduce((product, length) => product * length, 1);
    const block = { name: `${path}.${role}`, role, shape, offset: this.count, size };
    this.list.push(block);
    this.count += size;
    return block;
  }
}
