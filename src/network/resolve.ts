import type { Block, Layer, Network, ParameterRole, ResolvedLayer, ResolvedNetwork, Shape } from "../spec/network.ts";
import { UserError } from "../spec/user_error.ts";
import { type Fault, findFault, findNetworkFault, mostNumbers } from "./check_layer.ts";

/**
 * Gives each layer of a network its shapes and its places in theta and in the running statistics. The order of the blocks is
 * the order in which the layers are written (in a residual block: before, body, shortcut), weight before bias, as PyTorch's
 * `parameters()` lists them.
 *
 * @throws {UserError} If a layer's numbers are none that it can have, it does not fit the shape before it, or the last layer does not
 * give one logit a class.
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

  function refuse(what: string, { must, found }: Fault): never {
    throw new UserError(`Cannot resolve ${network.name} as ${what} ${must}: ${found}`);
  }

  function resolveAll(layers: readonly Layer[], input: Shape, path: string): [ResolvedLayer[], Shape] {
    let shape = input;
    const resolved = layers.map((layer, index) => {
      const one = resolve(layer, shape, `${path}.${index}`);
      shape = one.output;
      const size = shape.reduce((product, length) => product * length, 1);
      if (size > mostNumbers) {
        refuse(`${path}.${index} (${layer.kind})`, {
          must: `must give at most ${mostNumbers} numbers a sample`,
          found: `[${shape.join(", ")}]`,
        });
      }
      return one;
    });
    return [resolved, shape];
  }

  function resolve(layer: Layer, input: Shape, path: string): ResolvedLayer {
    const [channels = 0, height = 0, width = 0] = input;
    const fault = findFault(layer, input);
    if (fault !== undefined) refuse(`${path} (${layer?.kind})`, fault);
    switch (layer.kind) {
      case "flatten":
        return { kind: "flatten", input, output: [channels * Math.max(1, height) * Math.max(1, width)] };
      case "relu":
        return { kind: "relu", input, output: input };
      case "globalAveragePool":
        return { kind: "globalAveragePool", input, output: [channels] };
      case "maxPool": {
        const { size } = layer;
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
        if (added.join() !== output.join()) {
          refuse(`${path} (residual)`, {
            must: `must add what has one shape, and adds [${added.join(", ")}] to [${output.join(", ")}]`,
            found: `[${input.join(", ")}]`,
          });
        }
        return { kind: "residual", input, output, before, body, shortcut };
      }
    }
  }

  const fault = findNetworkFault(network);
  if (fault !== undefined) refuse("it", fault);
  const [layers, output] = resolveAll(network.layers, network.input, "layers");
  if (output.length !== 1 || output[0] !== network.classes) {
    refuse("its last layer", { must: `must give ${network.classes} logits`, found: `[${output.join(", ")}]` });
  }
  if (parameters.count > mostNumbers) {
    refuse("it", { must: `must have at most ${mostNumbers} parameters`, found: String(parameters.count) });
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
