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
import type { Measure, Observation } from "../../src/spec/measure.ts";
import {
  quadraticBatch,
  quadraticCase,
  quadraticProgram,
  quadraticSet,
  quadraticSource,
} from "../reference/quadratic.ts";

const all = [gradientNorm(), cosine(), distance(), kappa(), segment(), floor(), height(), barrier()];

/** What the measures see of `steps` steps of gradient descent on a quadratic. */
async function observe(
  { eigenvalues, start, learningRate, steps, points = 10, measures = all }: {
    eigenvalues: number[];
    start: number[];
    learningRate: number;
    steps: number;
    points?: number;
    measures?: readonly Measure[];
  },
): Promise<Observation[]> {
  const context = {
    case: quadraticCase({ points, learningRate }),
    program: quadraticProgram(eigenvalues),
    evaluation: quadraticSet,
    training: () => quadraticSet,
    evaluationBatches: () => [quadraticBatch],
    redraw: () => quadraticSet,
    drawBatch: () => quadraticBatch,
  };
  const source = quadraticSource({ eigenvalues, start, learningRate, stepsPerEpoch: steps });
  const observers = measures.map((measure) => measure.start(context));
  const observations: Observation[] = [];
  for (let t = 0; t < steps; t++) {
    const { step } = await source.next();
    const observation: Observation = { values: {}, segments: [], measurements: [] };
    for (const observer of observers) await observer.step?.(step, observation);
    observations.push(observation);
  }
  return observations;
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
