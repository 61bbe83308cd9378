/**
 * What a network is: a list of layers over images `[channels, height, width]`, as plain data. A network can be
 * stored, hashed and sent to a worker; `resolveNetwork()` gives it shapes and places in the parameter vector.
 */

/** `[channels, height, width]` of an image, or `[features]` after `flatten`. */
export type Shape = readonly number[];

/** One layer as a user writes it: input sizes are inferred from the layers before it. */
export type Layer =
  | { readonly kind: "flatten" }
  | { readonly kind: "relu" }
  | { readonly kind: "globalAveragePool" }
  /** Non-overlapping maximum over `size` x `size` windows. */
  | { readonly kind: "maxPool"; readonly size: number }
  /** Batch normalisation per feature or channel, epsilon 1e-5, with scale and shift. */
  | { readonly kind: "batchNorm" }
  | { readonly kind: "dense"; readonly outputs: number }
  | {
    readonly kind: "convolution";
    readonly outputs: number;
    /** Side of the square kernel. */
    readonly kernel: number;
    readonly stride: number;
    readonly padding: number;
    readonly bias: boolean;
  }
  /**
   * A pre-activation residual block: with `a = before(x)` it gives `body(a) + shortcut(a)`, or `body(a) + x` where
   * `shortcut` is empty.
   */
  | {
    readonly kind: "residual";
    readonly before: readonly Layer[];
    readonly body: readonly Layer[];
    readonly shortcut: readonly Layer[];
  };

/** A network as plain data. The last layer gives one logit a class; the loss is softmax cross-entropy. */
export interface Network {
  /** The name in rows, pages and on the command line, for example `"vgg11"`. */
  readonly name: string;
  /** `[channels, height, width]` of one image. */
  readonly input: readonly [channels: number, height: number, width: number];
  /** How many logits the last layer gives. */
  readonly classes: number;
  /** From the image to the logits. */
  readonly layers: readonly Layer[];
}

/** What a run of numbers in the parameter vector holds. */
export type ParameterRole = "weight" | "bias" | "scale" | "shift" | "mean" | "variance";

/** A run of numbers in the flat parameter vector theta `[P]`, or in the flat vector of running statistics `[Q]`. */
export interface Block {
  /** The path of its layer and its role, for example `"layers.0.weight"`. */
  readonly name: string;
  /** What it holds. */
  readonly role: ParameterRole;
  /** PyTorch's shape: dense weights `[outputs, inputs]`, kernels `[outputs, inputs, kernel, kernel]`, else `[features]`. */
  readonly shape: Shape;
  /** Index of its first number. */
  readonly offset: number;
  /** How many numbers it has: the product of `shape`. */
  readonly size: number;
}

/** A layer with its shapes and its places in the parameter vector. */
export type ResolvedLayer =
  & { readonly input: Shape; readonly output: Shape }
  & (
    | { readonly kind: "flatten" | "relu" | "globalAveragePool" }
    | { readonly kind: "maxPool"; readonly size: number }
    | { readonly kind: "dense"; readonly weight: Block; readonly bias: Block }
    | {
      readonly kind: "convolution";
      readonly kernel: number;
      readonly stride: number;
      readonly padding: number;
      readonly weight: Block;
      readonly bias: Block | undefined;
    }
    | {
      readonly kind: "batchNorm";
      readonly scale: Block;
      readonly shift: Block;
      /** In the vector of running statistics. */
      readonly mean: Block;
      /** In the vector of running statistics. */
      readonly variance: Block;
    }
    | {
      readonly kind: "residual";
      readonly before: readonly ResolvedLayer[];
      readonly body: readonly ResolvedLayer[];
      readonly shortcut: readonly ResolvedLayer[];
    }
  );

/** A network with all shapes known: what engines compile and initialisation fills. */
export interface ResolvedNetwork {
  /** The network as it was written. */
  readonly network: Network;
  /** Its layers, resolved, in order. */
  readonly layers: readonly ResolvedLayer[];
  /** The blocks of theta in order, as PyTorch's `parameters()` lists them. */
  readonly parameters: readonly Block[];
  /** The blocks of the running statistics: mean, then variance, of each batch normalisation. */
  readonly statistics: readonly Block[];
  /** P, the length of theta. */
  readonly parameterCount: number;
  /** Q, the length of the running statistics; 0 without batch normalisation. */
  readonly statisticCount: number;
  /** Multiply-add operations of one forward pass of one sample. */
  readonly multiplyAdds: number;
}
