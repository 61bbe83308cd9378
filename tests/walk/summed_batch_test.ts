/** The released code's full batch: the sum of nine sub-batches at a learning rate is their mean at nine times it. */

import { assert } from "@std/assert";
import { distance, norm } from "../../src/math/vectors.ts";
import type { Case } from "../../src/spec/case.ts";
import { layOutSamples } from "../../src/walk/samples.ts";
import { networkSource } from "../../src/walk/network_source.ts";
import { compileSmall, smallCase, smallDataset } from "./small_walk.ts";

const nine: Case = {
  ...smallCase,
  trainSamples: 27,
  batchSize: 27,
  subBatchSize: 3,
  augmentation: "none",
  momentum: 0,
};

/** theta after each of some steps, theta_0 first. */
async function walked(fields: Partial<Case>, steps: number): Promise<Float32Array[]> {
  const one = { ...nine, ...fields };
  using program = await compileSmall();
  using source = networkSource(one, program, layOutSamples(one, smallDataset));
  const thetas = [source.theta.slice()];
  for (let step = 0; step < steps; step++) {
    await source.next();
    thetas.push(source.theta.slice());
  }
  return thetas;
}

const summed = { learningRate: 0.1, descent: { name: "GD, sum of nine", gradient: "full batch sum" } } as const;
const mean = { learningRate: 0.9 };

Deno.test("the sum of nine sub-batches walks as their mean at nine times the learning rate, but for rounding", async () => {
  const [ofSum, ofMean] = [
    await walked({ ...summed, weightDecay: 0 }, 5),
    await walked({ ...mean, weightDecay: 0 }, 5),
  ];
  for (const [step, theta] of ofSum.entries()) {
    // A step rounds theta to 2^-24 = 6e-8 of itself; over five steps what is apart may grow by curvature.
    assert(distance(theta, ofMean[step]!) <= 1e-5 * norm(theta), `step ${step}`);
  }
});

Deno.test("weight decay is multiplied by the learning rate as it is: a ninth of that of the mean", async () => {
  const weightDecay = 0.01;
  const [before, ofSum] = await walked({ ...summed, weightDecay }, 1);
  const [, ofMean] = await walked({ ...mean, weightDecay }, 1);
  // theta_1 of both differ by (0.9 - 0.1) w theta_0, to float32's rounding of theta.
  const expected = ofMean!.map((value, i) => value + 0.8 * weightDecay * before![i]!);
  assert(distance(ofSum!, expected) <= 1e-6 * norm(ofSum!));
});
