import { largestEigenvalue } from "../math/largest_eigenvalue.ts";
import { normals, randomStream } from "../math/random.ts";
import type { Case } from "../spec/case.ts";
import type { Measure } from "../spec/measure.ts";
import type { Measurement } from "../spec/row.ts";
import { looksAtBatchSize } from "./looks_at_batch_size.ts";
import { meanHessianProduct } from "./mean_hessian_product.ts";

/** Options of `sharpness()`. */
export interface SharpnessOptions {
  /** Hessian-vector products at most; 60 by default: ours. */
  readonly iterations?: number;
  /** Converged where |Hv - lambda v| <= tolerance * |lambda|; 1e-3 by default: ours. */
  readonly tolerance?: number;
  /** Looks at every n-th measured epoch, the last of them always; 1 by default. */
  readonly every?: number;
  /** Looks at theta_t for each of these t, counted from 0, in measured epochs and others, instead of at the end of epochs. */
  readonly atSteps?: readonly number[];
  /** Looks only at walks with these batch sizes, `"all"` where a mini-batch is all training samples; at every walk by default. */
  readonly batchSizes?: readonly (number | "all")[];
}

/** About how many products a walk's Hessians take at the default tolerance: 10 to 15, as measured on mlp and a narrow vgg11. */
const usualProducts = 15;

/**
 * The sharpness at the end of each measured epoch, or at some steps: the largest eigenvalue lambda_max of the Hessian of the mean loss over the
 * evaluation samples, each in its fixed batch and normalised by that batch's own statistics. Weight decay, which would add its
 * coefficient, is left out. Stored as `sharpness` with its products as iterations, the residual |Hv - lambda v| / |lambda| and whether
 * that meets the tolerance; the value is then wrong by about the residual's square over the gap to the next eigenvalue. NaN where
 * a product is not finite.
 *
 * Source: Xing et al. (2018), which take 15 power iterations without a stop rule in their released code; we take Lanczos's method,
 * which cannot be caught by a negative eigenvalue, and say what it left over. Costs 10 to 15 products each time, each about six passes
 * over the evaluation samples, and the memory of as many vectors like theta (30 at most) and of the evaluation samples once more.
 */
export function sharpness(
  { iterations = 60, tolerance = 1e-3, every = 1, atSteps, batchSizes }: SharpnessOptions = {},
): Measure {
  const looks = { ...(atSteps === undefined ? { every } : { atSteps }), ...(batchSizes ? { batchSizes } : {}) };
  const looksAt = (one: Case) => looksAtBatchSize(batchSizes, one);
  const lookPasses = (one: Case) => looksAt(one) ? 6 * Math.min(iterations, usualProducts) * one.evaluationSamples : 0;
  return {
    name: "sharpness",
    options: { iterations, tolerance, ...looks },
    gives: { measurements: ["sharpness"] },
    passes: () => 0,
    epochPasses: (one) => atSteps === undefined ? lookPasses(one) / every : 0,
    stepPasses(one) {
      const planned = Math.min(one.steps ?? Infinity, one.epochs * Math.floor(one.trainSamples / one.batchSize));
      return lookPasses(one) * (atSteps ?? []).filter((step) => step < planned).length / planned;
    },
    start({ program, evaluationBatches, case: one }) {
      if (!looksAt(one)) return {};
      const { seed, measuredEpochs, evaluationSamples } = one;

      async function look(theta: Float32Array<ArrayBuffer>, drawing: string): Promise<Measurement> {
        const started = performance.now();
        const normal = normals(randomStream(seed, `sharpness/${drawing}`));
        const { vector: _vector, ...found } = await largestEigenvalue(
          (vector) => meanHessianProduct({ program, theta, vector, batches: evaluationBatches() }),
          { start: Float32Array.from(theta, () => normal()), iterations, tolerance },
        );
        const seconds = (performance.now() - started) / 1000;
        return { name: "sharpness", ...found, samples: evaluationSamples, seconds };
      }

      return {
        async step({ index, from }, { measurements }) {
          if (atSteps?.includes(index)) measurements.push(await look(from, `step ${index}`));
        },
        async epoch(epoch, theta) {
          const toCome = measuredEpochs.length - 1 - measuredEpochs.indexOf(epoch);
          if (atSteps !== undefined || toCome % every !== 0) return [];
          return [{ ...await look(theta, String(epoch)), epoch }];
        },
      };
    },
  };
}
