import { largestEigenvalue } from "../math/largest_eigenvalue.ts";
import { normals, randomStream } from "../math/random.ts";
import { distance, dot, norm } from "../math/vectors.ts";
import { batchGradient } from "../optim/batch_gradient.ts";
import type { Case } from "../spec/case.ts";
import type { Batch, Program } from "../spec/engine.ts";
import type { Measure, Step } from "../spec/measure.ts";
import { looksAtBatchSize } from "./looks_at_batch_size.ts";
import { meanHessianProduct } from "./mean_hessian_product.ts";

/** Options of `secantSharpness()`. */
export interface SecantSharpnessOptions {
  /** Looks at every n-th step of the walk; 1 by default. */
  readonly every?: number;
  /** Converged where |Hv - lambda v| <= tolerance * |lambda|, of the secant Hessian; 0.3 by default, an error of about its square: ours. */
  readonly tolerance?: number;
  /** Looks only at walks with these batch sizes, `"all"` where a mini-batch is all training samples; at every walk by default. */
  readonly batchSizes?: readonly (number | "all")[];
}

/** Products with the Hessian at most, how well its eigenvector must be known to begin with, and products with the secant Hessian: ours. */
const [hessianProducts, startTolerance, secantProducts] = [30, 5e-2, 5];

/** About how many products with the Hessian a look takes, the first more and those that begin with the last one's vector fewer. */
const usualProducts = 8;

/**
 * The sharpness over the length of the step: the largest eigenvalue of the secant Hessian (g(theta + r v) - g(theta - r v)) / 2r, with r the length
 * of the walk's own step and g the gradient of the mean loss over the evaluation samples, each in its fixed batch. Unlike the Hessian at
 * theta_t it sees the kinks of ReLU and max pooling within the step's reach. The search begins with the leading eigenvector of the Hessian
 * and goes on by five power iterations, so that the value is a Rayleigh quotient: it may lie below the largest, not above it.
 *
 * Stored at theta_t as `secant_sharpness`, with the residual |Hv - lambda v| / |lambda| and whether that meets the tolerance.
 * `step_on_sharpest` is |<v, d>| / |d|, the share of the step d that lies along v.
 *
 * Costs about eight products with the Hessian and ten gradients of the evaluation samples a look, and the memory of the samples once more.
 *
 * Source: ours.
 */
export function secantSharpness(
  { every = 1, tolerance = 0.3, batchSizes }: SecantSharpnessOptions = {},
): Measure {
  const looksAt = (one: Case) => looksAtBatchSize(batchSizes, one);
  return {
    name: "secantSharpness",
    options: { every, tolerance, ...(batchSizes ? { batchSizes } : {}) },
    gives: { measurements: ["secant_sharpness", "step_on_sharpest"] },
    passes: () => 0,
    stepPasses: (one) => looksAt(one) ? 6 * (usualProducts + secantProducts) * one.evaluationSamples / every : 0,
    start({ program, evaluationBatches, case: one }) {
      if (!looksAt(one)) return {};
      let vector: Float32Array<ArrayBuffer> | undefined;
      return {
        async step(step, { measurements }) {
          if (step.index % every !== 0) return;
          const started = performance.now();
          const batches = evaluationBatches();
          const start = startOf(one.seed, step, vector);
          const leading = await largestEigenvalue(
            (direction) => meanHessianProduct({ program, theta: step.from, vector: direction, batches }),
            { start, iterations: hessianProducts, tolerance: startTolerance },
          );
          vector = leading.vector.slice();
          const found = await iterate({ program, step, batches, tolerance }, vector);
          const seconds = (performance.now() - started) / 1000;
          const { iterations } = leading;
          measurements.push(
            {
              name: "secant_sharpness",
              ...found,
              iterations: iterations + secantProducts,
              samples: one.evaluationSamples,
              seconds,
            },
            { name: "step_on_sharpest", value: Math.abs(shareAlong(step, vector)), samples: one.evaluationSamples },
          );
        },
        vectors: () => vector ? [vector] : [],
        restore(_state, [stored]) {
          vector = stored;
        },
      };
    },
  };
}

interface Iteration {
  readonly program: Program;
  readonly step: Step;
  readonly batches: readonly Batch[];
  readonly tolerance: number;
}

/** Power iterations, which turn `vector` towards the sharpest direction. A reach of 0, or a gradient that is not finite, has no value. */
async function iterate(
  { program, step: { from, to }, batches, tolerance }: Iteration,
  vector: Float32Array<ArrayBuffer>,
): Promise<{ value: number; residual: number; converged: boolean }> {
  const reach = distance(from, to);
  const beside = new Float32Array(from.length);
  let [value, residual] = [NaN, NaN];
  for (let product = 0; product < secantProducts; product++) {
    const image = new Float64Array(from.length);
    for (const side of [1, -1]) {
      for (let i = 0; i < beside.length; i++) beside[i] = from[i]! + side * reach * vector[i]!;
      await addGradient({ program, theta: beside, batches, weight: side / (2 * reach) }, image);
    }
    let [along, square] = [0, 0];
    for (let i = 0; i < image.length; i++) {
      along += image[i]! * vector[i]!;
      square += image[i]! ** 2;
    }
    value = along;
    residual = Math.sqrt(Math.max(0, square - along ** 2)) / Math.abs(along);
    const length = Math.sqrt(square);
    if (!(length > 0 && length < Infinity)) return { value: NaN, residual: NaN, converged: false };
    for (let i = 0; i < image.length; i++) vector[i] = image[i]! / length;
  }
  return { value, residual, converged: residual <= tolerance };
}

async function addGradient(
  { program, theta, batches, weight }: {
    readonly program: Program;
    readonly theta: Float32Array<ArrayBuffer>;
    readonly batches: readonly Batch[];
    readonly weight: number;
  },
  into: Float64Array,
): Promise<void> {
  const samples = batches.reduce((sum, { labels }) => sum + labels.length, 0);
  const gradient = new Float32Array(theta.length);
  for (const batch of batches) {
    await batchGradient({ program, theta, batch, subBatchSize: batch.labels.length }, gradient);
    const share = weight * batch.labels.length / samples;
    for (let i = 0; i < into.length; i++) into[i]! += share * gradient[i]!;
  }
}

/** A random direction, with as much of the last look's vector: Lanczos's method finds nothing that its start has no share in. */
function startOf(seed: number, { index, from }: Step, last: Float32Array | undefined): Float32Array<ArrayBuffer> {
  const normal = normals(randomStream(seed, `secant sharpness/${index}`));
  const start = Float32Array.from(from, () => normal());
  const size = norm(start);
  return start.map((value, i) => value / size + (last?.[i] ?? 0));
}

function shareAlong({ from, to }: Step, vector: Float32Array<ArrayBuffer>): number {
  const step = Float32Array.from(to, (value, i) => value - from[i]!);
  return dot(step, vector) / norm(step);
}
