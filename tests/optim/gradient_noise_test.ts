import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { normals, randomStream } from "../../src/math/random.ts";
import { collectGradients, estimateNoise, type GradientNoise } from "../../src/optim/gradient_noise.ts";
import { meanSampleProgram, rowsOf, variances } from "../reference/mean_sample.ts";

function noiseOf(gradients: readonly Float32Array[]): GradientNoise {
  const collection = collectGradients(gradients[0]!.length);
  gradients.forEach((gradient) => collection.add(gradient));
  return collection.noise();
}

function drawGradients(count: number, seed = 0, deviations = [1, 2, 0.5]): Float32Array[] {
  const normal = normals(randomStream(seed, "gradients"));
  return Array.from({ length: count }, () => Float32Array.from(deviations, (deviation, i) => i + deviation * normal()));
}

Deno.test("collectGradients() agrees with variances taken from all gradients at once", () => {
  for (const count of [2, 3, 17]) {
    const gradients = drawGradients(count);
    const naive = variances(gradients);
    const { trace, largestVariance, ...rest } = noiseOf(gradients);
    // Two float64 sums of at most 17 numbers about 1, in another order.
    assertAlmostEquals(trace, naive.reduce((sum, value) => sum + value), 1e-13);
    assertAlmostEquals(largestVariance, Math.max(...naive), 1e-13);
    assertEquals(rest.count, count);
  }
});

Deno.test("collectGradients() loses no digits to a large common mean", () => {
  const gradients = [0, 1, 2].map((value) => Float32Array.of(2 ** 23 + value));
  // Exact in float32; the squares of the means would need 46 bits.
  assertAlmostEquals(noiseOf(gradients).trace, 1, 1e-9);
});

Deno.test("collectGradients() gives a trace that is unbiased, and the spread that its standard error says", () => {
  const experiments = Array.from({ length: 4000 }, (_, seed) => noiseOf(drawGradients(8, seed)));
  const mean = (of: (noise: GradientNoise) => number) =>
    experiments.reduce((sum, noise) => sum + of(noise), 0) / experiments.length;
  const truth = 1 + 4 + 0.25;
  // The trace of 8 normal gradients has the variance 2 tr(C^2) / 7; the bound is four standard errors of the mean of 4,000.
  const variance = 2 * (1 + 16 + 0.0625) / 7;
  assert(Math.abs(mean(({ trace }) => trace) - truth) < 4 * Math.sqrt(variance / 4000));
  // The squared standard error is unbiased for that variance; it varies by about itself between experiments.
  const found = mean(({ traceError }) => traceError ** 2);
  assert(Math.abs(found / variance - 1) < 0.1, `${found}, not ${variance}`);
});

Deno.test("collectGradients() of one gradient has no trace, of two no standard error", () => {
  const [one, two] = [noiseOf(drawGradients(1)), noiseOf(drawGradients(2))];
  assertEquals([one.trace, one.traceError, one.largestVariance], [NaN, NaN, NaN]);
  assertEquals([two.trace > 0, two.traceError], [true, NaN]);
});

Deno.test("estimateNoise() is about the gradients of the batches drawn, whatever parts they are cut into", async () => {
  const data = drawGradients(40).map((row) => [...row]);
  const draw = (index: number) => rowsOf(data, [0, 1, 2, 3].map((i) => 4 * index + i));
  const means = Array.from(
    { length: 10 },
    (_, index) =>
      [0, 1, 2].map((column) => data.slice(4 * index, 4 * index + 4).reduce((sum, row) => sum + row[column]!, 0) / 4),
  );
  for (const subBatchSize of [undefined, 3]) {
    const program = meanSampleProgram(3);
    const { trace } = await estimateNoise({ program, theta: new Float32Array(3), subBatchSize, count: 10, draw });
    // Means of float32 gradients about 2: 2^-23 each.
    assertAlmostEquals(trace, variances(means).reduce((sum, value) => sum + value), 1e-6);
  }
});
