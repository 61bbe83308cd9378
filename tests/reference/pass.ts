/** How the reference goes through a layer, forward and back. Everything is float64, plain loops, one sample after another. */

/** What all layers of one pass share. */
export interface PassContext {
  /** Samples in the batch. */
  readonly count: number;
  readonly theta: Float64Array;
  /** `[P]`: each layer's way back adds its parameters' gradient. */
  readonly gradient: Float64Array;
  /** Running statistics `[Q]` that batch normalisation uses; undefined where it uses those of the batch. */
  readonly running: Float64Array | undefined;
  /** `[Q]`: batch normalisation leaves the batch's mean and unbiased variance here. */
  readonly statistics: Float64Array;
}

/** One layer passed forward. */
export interface Pass {
  /** `[N, ...output shape]`, row-major. */
  readonly output: Float64Array;
  /** From the gradient of the loss by the output to the gradient by the input. */
  backward(outputGradient: Float64Array): Float64Array;
}
