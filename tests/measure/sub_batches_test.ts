/** Measures of the step's own loss, where its samples are cut into sub-batches. */

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { kappa } from "../../src/measure/kappa.ts";
import { segment } from "../../src/measure/segment.ts";
import { cutBatch } from "../../src/optim/cut_batch.ts";
import type { Case } from "../../src/spec/case.ts";
import type { Observation } from "../../src/spec/measure.ts";
import { layOutSamples } from "../../src/walk/samples.ts";
import { networkSource } from "../../src/walk/network_source.ts";
import { compileSmall, smallCase, smallDataset } from "../walk/small_walk.ts";

/** The first step of a walk, and what both measures say of it. */
async function firstStep(fields: Partial<Case>) {
  const one = { ...smallCase, ...fields };
  const program = await compileSmall();
  const samples = layOutSamples(one, smallDataset);
  using source = networkSource(one, program, samples);
  const { step, loss } = await source.next();
  const context = {
    case: one,
    program,
    evaluation: samples.hold(program),
    training: () => samples.holdTraining(program),
    evaluationBatches: () => [],
    redraw: () => samples.hold(program),
    drawBatch: samples.drawBatch,
  };
  const observation: Observation = { values: {}, segments: [], measurements: [] };
  for (const measure of [kappa(), segment({ draw: "batch" })]) await measure.start(context).step!(step, observation);
  return { program, step, loss, ...observation };
}

const full = { name: "GD", gradient: "full batch" } as const;
const summed = { name: "GD, summed", gradient: "full batch sum" } as const;

Deno.test("kappa() takes the Hessian of the mean over the sub-batches, weighted by their samples", async () => {
  for (const fields of [{ subBatchSize: 5 }, { subBatchSize: 10, descent: full }]) {
    const { program, step, values } = await firstStep(fields);
    const { gradient, batch, from, subBatchSize } = step;
    let [product, square] = [0, 0];
    for (const part of cutBatch(batch, subBatchSize)) {
      const hessian = await program.hessianVector(from, gradient, part);
      gradient.forEach((value, i) => product += value * hessian[i]! * part.labels.length / batch.labels.length);
    }
    gradient.forEach((value) => square += value ** 2);
    // Float64 sums of 60 products, in another order.
    assertAlmostEquals(values.kappa! / (product / square), 1, 1e-12);
    assertEquals(values.etaKappa, 0.1 * values.kappa!);
    assertEquals(batch.labels.length, fields.descent ? 24 : 8);
  }
});

Deno.test("kappa() does not depend on the gradient's length, but eta kappa of the undivided sum on its parts", async () => {
  const [mean, sum] = [
    await firstStep({ subBatchSize: 8, descent: full }),
    await firstStep({ subBatchSize: 8, descent: summed }),
  ];
  // Both gradients are rounded to float32, and so are the reference's products.
  assertAlmostEquals(sum.values.kappa! / mean.values.kappa!, 1, 1e-5);
  assertAlmostEquals(sum.values.etaKappa! / mean.values.etaKappa!, 3, 3e-5);
});

Deno.test('segment() of the draw "batch" begins at the loss that the step reports, in the same sub-batches', async () => {
  for (const fields of [{ subBatchSize: 5 }, { descent: full }, { subBatchSize: 10, descent: summed }]) {
    const { loss, segments } = await firstStep(fields);
    // Float64 means of at most 24 losses about 1, summed in another order.
    assertAlmostEquals(segments[0]!.loss, loss, 1e-14);
    assert(segments[1]!.loss !== loss);
  }
});

Deno.test('kappa() and segment() of the draw "batch" count passes over all training samples where the descent takes them', () => {
  const one: Case = { ...smallCase, descent: full };
  assertEquals([kappa({ every: 2 }).passes(smallCase), kappa({ every: 2 }).passes(one)], [6 * 8 / 2, 6 * 24 / 2]);
  const batch = segment({ draw: "batch" });
  assertEquals([batch.passes(smallCase), batch.passes(one)], [5 * 8, 5 * 24]);
  assertEquals(segment().passes(one), segment().passes(smallCase));
});
