import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { EVD, Matrix } from "ml-matrix";
import { openOnnx } from "../../src/engine/onnx/engine.ts";
import { sharpness, type SharpnessOptions } from "../../src/measure/sharpness.ts";
import { batchNorm, dense, flatten, network, relu } from "../../src/network/layers.ts";
import type { Batch, Program } from "../../src/spec/engine.ts";
import type { Observer, Step } from "../../src/spec/measure.ts";
import type { Measurement } from "../../src/spec/row.ts";
import { cut } from "../reference/evaluate.ts";
import { hessianVector } from "../reference/hessian_vector.ts";
import { quadraticBatch, quadraticCase, quadraticProgram, quadraticSet } from "../reference/quadratic.ts";
import { drawExample, type Example } from "../reference/small_networks.ts";

interface Look extends SharpnessOptions {
  readonly program: Program;
  readonly theta: Float32Array<ArrayBuffer>;
  readonly batches?: readonly Batch[];
  readonly measuredEpochs?: readonly number[];
  readonly seed?: number;
  readonly batchSize?: number;
}

/** The measure at work. */
function observe(of: Look): Observer {
  const { program, theta: _, batches = [{ ...quadraticBatch, labels: Int32Array.of(0) }], ...rest } = of;
  const { measuredEpochs = [1], seed = 0, batchSize = 1, ...options } = rest;
  return sharpness(options).start({
    case: { ...quadraticCase({ measuredEpochs, seed, evaluationSamples: 12 }), batchSize, trainSamples: 100 },
    program,
    evaluation: quadraticSet,
    training: () => quadraticSet,
    evaluationBatches: () => batches,
    redraw: () => quadraticSet,
    drawBatch: () => quadraticBatch,
  });
}

/** What the measure gives at the end of an epoch. */
async function look(epoch: number, of: Look): Promise<Measurement[]> {
  return await observe(of).epoch!(epoch, of.theta);
}

/** What the measure gives at a step from the theta that is looked at. */
async function lookAtStep(index: number, of: Look): Promise<Measurement[]> {
  const step: Step = {
    index,
    epoch: 1,
    stepInEpoch: index,
    measured: false,
    learningRate: 0.1,
    from: of.theta,
    to: new Float32Array(of.theta.length).fill(NaN),
    origin: of.theta,
    gradient: of.theta,
    previousGradient: undefined,
    batch: quadraticBatch,
    subBatchSize: 1,
  };
  const measurements: Measurement[] = [];
  await observe(of).step!(step, { values: {}, segments: [], measurements });
  return measurements;
}

async function sharpnessOf(of: Look): Promise<Measurement> {
  return (await look(1, of))[0]!;
}

/** The largest eigenvalue of the whole Hessian of the mean over batches, a column a parameter. */
function naiveSharpness({ network, theta }: Example, batches: readonly Batch[]): number {
  const count = network.parameterCount;
  const samples = batches.reduce((sum, { labels }) => sum + labels.length, 0);
  const hessian = Matrix.zeros(count, count);
  for (let column = 0; column < count; column++) {
    const unit = new Float64Array(count);
    unit[column] = 1;
    for (const batch of batches) {
      hessianVector(network, theta, unit, batch).forEach((value, row) =>
        hessian.set(row, column, hessian.get(row, column) + value * batch.labels.length / samples)
      );
    }
  }
  const symmetric = Matrix.add(hessian, hessian.transpose()).mul(0.5);
  return Math.max(...new EVD(symmetric, { assumeSymmetric: true }).realEigenvalues);
}

Deno.test("sharpness() of a quadratic is its largest eigenvalue, anywhere", async () => {
  for (const eigenvalues of [[1], [0.036, 0.84], [-9, 0.5, 3], [-3, -1]]) {
    for (const theta of [1, -5]) {
      const program = quadraticProgram(eigenvalues);
      const found = await sharpnessOf({ program, theta: new Float32Array(eigenvalues.length).fill(theta) });
      const expected = Math.max(...eigenvalues);
      // As many products as dimensions find it to the rounding of float32 products, 6e-8 of the largest eigenvalue.
      assertAlmostEquals(found.value, expected, 1e-6);
      assertEquals([found.name, found.epoch, found.samples, found.converged], ["sharpness", 1, 12, true]);
      assert(found.residual! <= 1e-3 && found.iterations! <= eigenvalues.length + 1);
    }
  }
});

Deno.test("sharpness() weighs batches by their samples", async () => {
  // Three samples see diag(1, 0), one sees diag(0, 8): the mean is diag(3/4, 2).
  const [three, one] = [quadraticProgram([1, 0]), quadraticProgram([0, 8])];
  const program: Program = {
    ...three,
    hessianVector: (theta, vector, batch) =>
      (batch.labels.length === 3 ? three : one).hessianVector(theta, vector, batch),
  };
  const batches = [3, 1].map((samples) => ({ inputs: new Float32Array(0), labels: new Int32Array(samples) }));
  const { value } = await sharpnessOf({ program, theta: new Float32Array(2), batches });
  assertAlmostEquals(value, 2, 1e-6);
});

Deno.test("sharpness() agrees with the eigenvalues of the whole float64 Hessian, with batch normalisation", async () => {
  const spec = network("perceptron", [1, 2, 3], [flatten(), dense(5), batchNorm(), relu(), dense(3)], 3);
  const example = drawExample(spec, 12);
  const batches = cut(example.batch, 5);
  using engine = await openOnnx("cpu");
  using program = await engine.compile(example.network);
  const found = await sharpnessOf({ program, theta: example.theta, batches, tolerance: 1e-4 });
  const expected = naiveSharpness(example, batches);
  // The products are float32: some units in the last place, of the size of the residual at worst.
  assertAlmostEquals(found.value, expected, 1e-5 * expected);
  assert(found.converged);
});

Deno.test("sharpness() says when it has not converged", async () => {
  const program = quadraticProgram([1, 2, 3, 4, 5, 6, 7, 8]);
  const found = await sharpnessOf({ program, theta: new Float32Array(8), iterations: 3 });
  assertEquals([found.converged, found.iterations], [false, 3]);
  assert(found.residual! > 1e-3);
});

Deno.test("sharpness() gives the same answer twice, and begins elsewhere with another seed or epoch", async () => {
  const of = {
    program: quadraticProgram([1, 2, 3, 4, 5, 6, 7, 8]),
    theta: new Float32Array(8),
    measuredEpochs: [1, 2],
  };
  const valueAt = async (epoch: number, seed: number) => (await look(epoch, { ...of, iterations: 3, seed }))[0]!.value;
  const value = await valueAt(1, 0);
  assertEquals(await valueAt(1, 0), value);
  assert(await valueAt(1, 1) !== value);
  assert(await valueAt(2, 0) !== value);
});

Deno.test("sharpness() looks at every n-th measured epoch, the last always", async () => {
  const of = { program: quadraticProgram([1]), theta: new Float32Array(1), measuredEpochs: [1, 5, 10, 25] };
  const looked = async (every: number) => {
    const epochs = [];
    for (const epoch of of.measuredEpochs) if ((await look(epoch, { ...of, every })).length > 0) epochs.push(epoch);
    return epochs;
  };
  assertEquals(await looked(1), [1, 5, 10, 25]);
  assertEquals(await looked(2), [5, 25]);
});

Deno.test("sharpness() looks at theta_t of the steps that it is told, measured or not, and at no epoch then", async () => {
  const of = { program: quadraticProgram([0.5, 3]), theta: new Float32Array(2), atSteps: [20, 39] };
  for (const index of [20, 39]) {
    const [{ value, residual, converged, epoch, samples } = { value: NaN }, ...others] = await lookAtStep(index, of);
    assertAlmostEquals(value, 3, 1e-6); // as above
    assert(converged && residual! <= 1e-3);
    assertEquals([epoch, samples, others], [undefined, 12, []]);
  }
  assertEquals(await lookAtStep(21, of), []);
  assertEquals(await look(1, of), []);
  const { atSteps: _, ...atEpochs } = of;
  assertEquals(await lookAtStep(20, atEpochs), []);
});

Deno.test("sharpness() counts its passes at the steps that a walk has", () => {
  const measure = sharpness({ atSteps: [2, 5, 50] });
  const one = { ...quadraticCase({ evaluationSamples: 12 }), trainSamples: 100, batchSize: 10, epochs: 1 };
  // Two of its three steps are within ten, 15 products of six passes over 12 samples each.
  assertAlmostEquals(measure.stepPasses!(one) * 10, 2 * 15 * 6 * 12, 1e-9);
  assertAlmostEquals(measure.stepPasses!({ ...one, steps: 4 }) * 4, 15 * 6 * 12, 1e-9);
  assertEquals([measure.epochPasses!(one), sharpness().stepPasses!(one)], [0, 0]);
});

Deno.test("sharpness() looks only at walks with the batch sizes that it is told", () => {
  const of = { program: quadraticProgram([1]), theta: new Float32Array(1), batchSizes: [10, "all"] as const };
  const looks = (batchSize: number) => observe({ ...of, batchSize }).epoch !== undefined;
  assertEquals([10, 20, 100].map(looks), [true, false, true]);
  const { epochPasses } = sharpness({ batchSizes: of.batchSizes });
  const one = { ...quadraticCase({ evaluationSamples: 12 }), trainSamples: 100 };
  assertEquals([10, 20, 100].map((batchSize) => epochPasses!({ ...one, batchSize }) > 0), [true, false, true]);
});
