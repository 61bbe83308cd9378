import type { ResolvedLayer, ResolvedNetwork } from "../../spec/network.ts";

/** Bytes of the largest tensor of a pass with `samples` samples: theta, or a layer's padded input or output. */
export function largestTensorBytes({ layers, parameterCount }: ResolvedNetwork, samples: number): number {
  return 4 * Math.max(parameterCount, samples * largestSize(layers));
}

function largestSize(layers: readonly ResolvedLayer[]): number {
  return Math.max(
    0,
    ...layers.map((layer) => {
      const size = layer.output.reduce((product, length) => product * length, 1);
      if (layer.kind === "residual") return largestSize([...layer.before, ...layer.body, ...layer.shortcut]);
      if (layer.kind !== "convolution") return size;
      const [channels = 0, height = 0, width = 0] = layer.input;
      return Math.max(size, channels * (height + 2 * layer.padding) * (width + 2 * layer.padding));
    }),
  );
}
