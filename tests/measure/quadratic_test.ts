/** The measures on a quadratic, where PROTOCOLS section 3 says what they must be. */

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { barrier } from "../../src/measure/barrier.ts";
import { cosine } from "../../src/measure/cosine.ts";
import { distance } from "../../src/measure/distance.ts";
import { floor, floorOf } from "../../src/measure/floor.ts";
import { gradientNorm } from "../../src/measure/gradient_norm.ts";
import { height } from "../../src/measure/height.ts";
import { kappa } from "../../src/measure/kappa.ts";
import { segment } from "../../src/measure/segment.ts";
import { normals, randomStream } from "../../src/math/random.ts";
import { dot } from "../../src/math/vectors.ts";
import type { Observation } from "../../src/spec/measure.ts";
import { observeQuadratic, type QuadraticWalk } from "../reference/observe_quadratic.ts";
import { quadraticBatch, quadraticProgram, quadraticSet } from "../reference/quadratic.ts";

const all = [gradientNorm(), cosine(), distance(), kappa(), segment(), floor(), height(), barrier()];

/** What all measures of this file, or the given ones, see. */
function observe(
  options: Omit<QuadraticWalk, "measures"> & Partial<Pick<QuadraticWalk, "measures">>,
): Promise<Observation[]> {
  return observeQuadratic({ measures: all, ...options });
}

// All numbers below are float32 thetas and float64 sums: relative errors of a few times 2^-24 = 6e-8 a step.
const tolerance = 1e-6;

Deno.test("floor() lies inside a step exactly when eta * kappa > 1", async () => {
  for (const learningRate of [0.2, 0.5, 0.8, 1.2, 1.5, 1.9]) {
    const [{ values }] = await observe({ eigenvalues: [1], start: [1], learningRate, steps: 1 }) as [Observation];
    assertAlmostEquals(values.etaKappa!, learningRate, tolerance);
    // A grid of 10 points sees the minimum at alpha = 1 / (eta kappa) once it is nearer to an inner point than to the end.
    assertEquals(values.interior, Number(learningRate > 1.06), `eta = ${learningRate}`);
  }
});

Deno.test("floor() lies inside a step along a mini-batch's gradient g_b exactly when 0 < <g_b, g> < eta g_b'H g_b", async () => {
  const eigenvalues = [1, 3];
  const normal = normals(randomStream(0, "mini-batch gradients"));
  const program = quadraticProgram(eigenvalues);
  // Fine enough that no minimum of these steps lies nearer to an end than to the next point.
  const alphas = Array.from({ length: 10_001 }, (_, index) => index / 10_000);
  const answers: number[] = [];
  for (let trial = 0; trial < 100; trial++) {
    const from = Float32Array.of(normal(), normal());
    const ofBatch = Float32Array.of(normal(), normal());
    const learningRate = 0.5;
    const to = from.map((value, i) => value - learningRate * ofBatch[i]!);
    const { gradient } = await program.gradient(from, quadraticBatch);
    const product = dot(ofBatch, gradient);
    const curvature = dot(ofBatch, await program.hessianVector(from, ofBatch, quadraticBatch));
    const { interior } = floorOf([...await program.segment(from, to, alphas, quadraticSet)]);
    assertEquals(interior, Number(0 < product && product < learningRate * curvature), `trial ${trial}`);
    answers.push(interior);
  }
  assertEquals(new Set(answers), new Set([0, 1]));
});

Deno.test('segment() of the draw "batch" has its minimum inside exactly when eta * kappa > 1', async () => {
  for (const learningRate of [0.2, 0.8, 1.2, 1.9]) {
    const [{ values, segments }] = await observe({
      ...{ eigenvalues: [1], start: [1], learningRate, steps: 1 },
      measures: [kappa(), segment({ draw: "batch" }), floor()],
    }) as [Observation];
    assertEquals(values.batchInterior, Number(values.etaKappa! > 1), `eta = ${learningRate}`);
    assertEquals(values.interior, undefined);
    assertEquals(new Set(segments.map(({ draw }) => draw)), new Set(["batch"]));
  }
});

Deno.test("kappa() is g'Hg / g'g", async () => {
  const [{ values }] = await observe({ eigenvalues: [1, 3], start: [1, 1], learningRate: 0.1, steps: 1 }) as [
    Observation,
  ];
  // g = (1, 3), Hg = (1, 9): (1 + 27) / (1 + 9).
  assertAlmostEquals(values.kappa!, 2.8, tolerance);
});

Deno.test("height() of a symmetric bounce is (lambda / 8) |step|^2", async () => {
  // eta = 2 / lambda bounces between theta and -theta.
  const [first] = await observe({ eigenvalues: [4], start: [0.5], learningRate: 0.5, steps: 1 }) as [Observation];
  assertAlmostEquals(first.values.height!, 4 / 8 * first.values.stepNorm! ** 2, tolerance);
});

Deno.test("height() is depth and asymmetry: all depth in a symmetric bounce, all asymmetry where the step does not pass the minimum", async () => {
  const [bounce] = await observe({ eigenvalues: [4], start: [0.5], learningRate: 0.5, steps: 1 }) as [Observation];
  assertAlmostEquals(bounce.values.depth!, 4 / 8 * bounce.values.stepNorm! ** 2, tolerance);
  assertAlmostEquals(bounce.values.asymmetry!, 0, tolerance);
  // From 1 to 0.5: L from 1/2 to 1/8.
  const [creep] = await observe({ eigenvalues: [1], start: [1], learningRate: 0.5, steps: 1 }) as [Observation];
  assertAlmostEquals(creep.values.depth!, 0, tolerance);
  assertAlmostEquals(creep.values.asymmetry!, 3 / 16, tolerance);
  // From 1 to -0.5, the minimum at alpha = 2/3, seen at 0.7: 0.05 beside it. Ends at 1/2 and 1/8.
  const [passed] = await observe({ eigenvalues: [1], start: [1], learningRate: 1.5, steps: 1 }) as [Observation];
  assertAlmostEquals(passed.values.depth!, 1 / 8 - 0.05 ** 2 / 2, tolerance);
  assertAlmostEquals(passed.values.asymmetry!, 3 / 16, tolerance);
  for (const { values } of [bounce, creep, passed]) {
    assertAlmostEquals(values.height!, values.depth! + values.asymmetry!, 1e-15); // sums in float64
  }
});

Deno.test("cosine() two apart is 1 while bouncing, where that of neighbours is -1, and 1 as well while creeping", async () => {
  for (const [learningRate, expected] of [[1.5, -1], [0.5, 1]] as const) {
    const measures = [cosine({ twoApart: true })];
    const seen = await observe({ eigenvalues: [1], start: [1], learningRate, steps: 5, measures });
    assertEquals(seen.map(({ values }) => values.cosineTwoApart === undefined), [true, true, false, false, false]);
    for (const { values } of seen.slice(2)) {
      assertAlmostEquals(values.cosine!, expected, tolerance);
      assertAlmostEquals(values.cosineTwoApart!, 1, tolerance);
    }
  }
});

Deno.test("cosine() two apart is that of g_{t-2} and g_t", async () => {
  const [eigenvalues, start, learningRate] = [[1, 4], [1, 0.5], 0.45];
  const measures = [cosine({ twoApart: true })];
  const seen = await observe({ eigenvalues, start, learningRate, steps: 6, measures });
  // g_t has the components lambda (1 - eta lambda)^t theta_0.
  const gradient = (t: number) =>
    Float32Array.from(eigenvalues, (lambda, i) => lambda * (1 - learningRate * lambda) ** t * start[i]!);
  for (let t = 2; t < 6; t++) {
    const [older, now] = [gradient(t - 2), gradient(t)];
    const expected = dot(older, now) / Math.sqrt(dot(older, older) * dot(now, now));
    assertAlmostEquals(seen[t]!.values.cosineTwoApart!, expected, tolerance, `step ${t}`);
  }
});

Deno.test("cosine() is -1 while bouncing and 1 while creeping", async () => {
  for (const [learningRate, expected] of [[1.5, -1], [0.5, 1]] as const) {
    const observations = await observe({ eigenvalues: [1], start: [1], learningRate, steps: 3 });
    assertEquals(observations[0]!.values.cosine, undefined);
    assertAlmostEquals(observations[2]!.values.cosine!, expected, tolerance);
  }
});

Deno.test("barrier() finds none on a convex loss", async () => {
  const observations = await observe({ eigenvalues: [1, 10], start: [1, 1], learningRate: 0.15, steps: 20 });
  assert(observations.every(({ values }) => values.barrierExcess! < 0));
});

Deno.test("segment() shares the end of a step with the start of the next", async () => {
  const observations = await observe({ eigenvalues: [1], start: [1], learningRate: 0.5, steps: 3, points: 4 });
  for (const { segments } of observations) assertEquals(segments.map(({ alpha }) => alpha), [0, 0.25, 0.5, 0.75, 1]);
  assertEquals(observations[0]!.segments.at(-1)!.loss, observations[1]!.segments[0]!.loss);
  assertEquals(observations[0]!.values.lossTo, observations[1]!.values.lossFrom);
});

Deno.test("distance() measures from theta_0", async () => {
  const observations = await observe({ eigenvalues: [1], start: [1], learningRate: 0.5, steps: 2 });
  assertAlmostEquals(observations[1]!.values.distance!, 0.75, tolerance);
  assertAlmostEquals(observations[1]!.values.stepNorm!, 0.25, tolerance);
  assertAlmostEquals(observations[1]!.values.parameterNorm!, 0.25, tolerance);
});
