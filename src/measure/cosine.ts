import { cosine as cosineOf } from "../math/vectors.ts";
import type { Measure } from "../spec/measure.ts";

/** Options of `cosine()`. */
export interface CosineOptions {
  /** Also that of gradients two steps apart, which costs a vector like theta; not by default. */
  readonly twoApart?: boolean;
}

/**
 * The cosine of consecutive gradients, <g_{t-1}, g_t> / (|g_{t-1}| |g_t|), at every step but the first, each with the noise that the
 * descent adds, as the released code has it; weight decay is left out of both. The released code's first entry is always 1, as it
 * compares a gradient with itself; ours is absent.
 *
 * With `twoApart` also the cosine of g_{t-2} and g_t, from the third step on: a walk that bounces between two walls has a negative cosine of
 * neighbours and a positive one of gradients two steps apart, where a diffusing one has none of either.
 *
 * Source: Xing et al. (2018), section 3.2; the second cosine is ours.
 */
export function cosine({ twoApart = false }: CosineOptions = {}): Measure {
  return {
    name: "cosine",
    options: twoApart ? { twoApart } : null,
    gives: { values: twoApart ? ["cosine", "cosineTwoApart"] : ["cosine"] },
    passes: () => 0,
    start() {
      let older: Float32Array<ArrayBuffer> | undefined;
      return {
        step({ gradient, previousGradient }, { values }) {
          if (!previousGradient) return;
          values.cosine = cosineOf(previousGradient, gradient);
          if (!twoApart) return;
          if (older) values.cosineTwoApart = cosineOf(older, gradient);
          older ??= new Float32Array(gradient.length);
          older.set(previousGradient);
        },
        vectors: () => older ? [older] : [],
        restore(_state, [stored]) {
          older = stored;
        },
      };
    },
  };
}
