import type { ResolvedLayer, ResolvedNetwork } from "../spec/network.ts";

/** A network cut after its first layer with weights, if nothing but `flatten` stands before that. */
export interface Opening {
  /** Linear in its weights, so that it need not be computed anew at each point of a segment. */
  readonly first: ResolvedLayer & { readonly kind: "dense" | "convolution" } | undefined;
  /** What comes after it; all layers where there is no such first one. */
  readonly rest: readonly ResolvedLayer[];
}

/** Cuts a network after its first layer. */
export function openingOf({ layers }: ResolvedNetwork): Opening {
  const start = layers.findIndex((layer) => layer.kind !== "flatten");
  const first = layers[start];
  if (first?.kind === "dense" || first?.kind === "convolution" && start === 0) {
    return { first, rest: layers.slice(start + 1) };
  }
  return { first: undefined, rest: layers };
}
