import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { fillWithNormals, normals, randomStream } from "../../src/math/random.ts";
import {
  isotropicFromInitialisation,
  isotropicOfMatchedTrace,
  matchingBatches,
} from "../../src/optim/isotropic_noise.ts";
import type { NoiseSource } from "../../src/optim/noise_source.ts";
import { noiseContextOf, variances } from "../reference/mean_sample.ts";

const random = normals(randomStream(0, "data"));
/** 30 samples whose second feature varies most. */
const data = Array.from({ length: 30 }, () => [random(), 3 * random(), 0.5 * random()]);
const sampleVariances = variances(data);
const theta = new Float32Array(3);

async function drawStep(noise: NoiseSource, step: number): Promise<Float32Array> {
  const into = new Float32Array(3);
  await noise.draw(step, theta, into);
  return into;
}

/** The scale of what was drawn: its seed's normal numbers are known. */
async function sigmaAt(noise: NoiseSource, step: number, seed = 0): Promise<number> {
  const drawn = await drawStep(noise, step);
  const units = new Float32Array(3);
  fillWithNormals(units, seed, `isotropic noise/${step}`);
  const sigma = drawn[0]! / units[0]!;
  drawn.forEach((value, i) => assertEquals(value, Math.fround(units[i]! * noise.estimates[0]!)));
  return sigma;
}

Deno.test("isotropicFromInitialisation() takes factor v as variance or as standard deviation, v a single sample's largest variance", async () => {
  // Batches of one: the variance over an epoch is exactly that over the samples. Gradients are float32: 2^-24 each.
  const v = Math.max(...sampleVariances);
  const context = noiseContextOf(data, { batchSize: 1 });
  const [text, code] = (["variance", "standard deviation"] as const).map((as) =>
    isotropicFromInitialisation({ kind: "isotropic from initialisation", factor: 0.1, as }, context)
  );
  assertAlmostEquals(await sigmaAt(text!, 0) / Math.sqrt(0.1 * v), 1, 1e-6);
  assertAlmostEquals(await sigmaAt(code!, 0) / (0.1 * v), 1, 1e-6);
});

Deno.test("isotropicFromInitialisation() estimates v without bias from mini-batches of one epoch", async () => {
  const column = data.map(([first]) => [first!]);
  let sum = 0;
  for (let seed = 0; seed < 2000; seed++) {
    const context = noiseContextOf(column, { batchSize: 5, seed });
    const noise = isotropicFromInitialisation(
      { kind: "isotropic from initialisation", factor: 1, as: "standard deviation" },
      context,
    );
    await noise.draw(0, new Float32Array(1), new Float32Array(1));
    sum += noise.estimates[0]!;
  }
  // A variance from 6 batches varies by about sqrt(2 / 5) of itself, its mean over 2,000 seeds by 1.4 %: three of these.
  assertAlmostEquals(sum / 2000 / sampleVariances[0]!, 1, 0.045);
});

Deno.test("isotropicFromInitialisation() estimates once, at theta_0, from batches drawn for it alone", async () => {
  const drawn: string[] = [];
  const noise = isotropicFromInitialisation(
    { kind: "isotropic from initialisation", factor: 0.1, as: "variance" },
    noiseContextOf(data, { batchSize: 7, drawn }),
  );
  for (const step of [4, 5, 6]) await drawStep(noise, step);
  assertEquals(drawn, [0, 1, 2, 3].map((index) => `noise at theta_0, ${index}`));
});

Deno.test("isotropicOfMatchedTrace() has the total variance of a mini-batch drawn without replacement", async () => {
  const batchSize = 5;
  let sum = 0;
  for (let seed = 0; seed < 500; seed++) {
    const noise = isotropicOfMatchedTrace({ every: 1, since: 0 }, noiseContextOf(data, { batchSize, seed }));
    await drawStep(noise, 0);
    sum += 3 * noise.estimates[0]! ** 2;
  }
  const trace = sampleVariances.reduce((total, value) => total + value) / batchSize * (1 - batchSize / data.length);
  // A trace from 10 batches, one feature by far the largest, varies by about sqrt(2 / 9); its mean over 500 seeds by 2.1 %: two and a
  // half of these. Without the finite number of samples it would be 20 % larger.
  assertAlmostEquals(sum / 500 / trace, 1, 0.053);
});

Deno.test("isotropicOfMatchedTrace() estimates anew at each n-th step of its leg, and at no other", async () => {
  const drawn: string[] = [];
  const noise = isotropicOfMatchedTrace({ every: 3, since: 5 }, noiseContextOf(data, { batchSize: 5, drawn }));
  const sigmas: number[] = [];
  for (const step of [5, 6, 7, 8, 9]) {
    await drawStep(noise, step);
    sigmas.push(noise.estimates[0]!);
  }
  assertEquals(drawn.length, 2 * matchingBatches);
  assertEquals(new Set(drawn).size, drawn.length);
  assert(drawn.every((name) => /^matched trace\/[58]\/\d, 0$/.test(name)), drawn.join());
  assertEquals([sigmas[0], sigmas[3]], [sigmas[2], sigmas[4]]);
  assert(sigmas[2] !== sigmas[3]);
});

Deno.test("isotropic noise of a seed and step is the same in every arm but for its scale, and another at another step", async () => {
  const context = noiseContextOf(data, { batchSize: 5 });
  const arms = [
    isotropicFromInitialisation({ kind: "isotropic from initialisation", factor: 0.1, as: "variance" }, context),
    isotropicOfMatchedTrace({ every: 2, since: 0 }, context),
  ];
  const directions = await Promise.all(arms.map(async (arm) => {
    const noise = await drawStep(arm, 0);
    return [noise[0]! / noise[1]!, noise[2]! / noise[1]!];
  }));
  directions[0]!.forEach((ratio, i) => assertAlmostEquals(ratio / directions[1]![i]!, 1, 1e-6));
  const later = await drawStep(arms[0]!, 1);
  assert(Math.abs(later[0]! / later[1]! / directions[0]![0]! - 1) > 0.01);
});
