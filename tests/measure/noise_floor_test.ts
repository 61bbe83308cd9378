import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { noiseFloor } from "../../src/measure/noise_floor.ts";
import { dense, flatten, network } from "../../src/network/layers.ts";
import { resolveNetwork } from "../../src/network/resolve.ts";
import { initialise } from "../../src/network/initialise.ts";
import { randomStream } from "../../src/math/random.ts";
import type { Case } from "../../src/spec/case.ts";
import type { Measurement } from "../../src/spec/row.ts";
import { layOutSamples } from "../../src/walk/samples.ts";
import { openReference } from "../reference/engine.ts";
import { smallCase, smallDataset } from "../walk/small_walk.ts";

/** What is measured at theta_0 of a case; `losses` are those of its draws, recomputed. */
async function measure(
  fields: Partial<Case>,
): Promise<{ found: Measurement[]; losses: (augment: boolean) => Promise<number[]> }> {
  const one = { ...smallCase, ...fields };
  const resolved = resolveNetwork(one.network);
  const theta = initialise(resolved, randomStream(0, "initialisation"));
  const samples = layOutSamples(one, smallDataset);
  const program = await openReference().compile(resolved);
  const observer = noiseFloor().start({
    case: one,
    program,
    evaluation: samples.hold(program),
    training: () => samples.holdTraining(program),
    evaluationBatches: () => [],
    redraw: (...drawing) => samples.redraw(program, ...drawing),
    drawBatch: (drawing) => samples.drawBatch(drawing),
  });
  const losses = async (augment: boolean) => {
    const all: number[] = [];
    for (let draw = 0; draw < 8; draw++) {
      using set = samples.redraw(program, `noise floor/1/${draw}`, { augment });
      all.push((await program.evaluate(theta, set, "batch")).loss);
    }
    return all;
  };
  return { found: await observer.epoch!(1, theta), losses };
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

Deno.test("noiseFloor() is the deviation over reshuffled batches, and over the full redraw where the case augments", async () => {
  const { found, losses } = await measure({});
  assertEquals(found.map(({ name, epoch, iterations, samples }) => [name, epoch, iterations, samples]), [
    ["noise_floor", 1, 8, 12],
    ["noise_floor_augmented", 1, 8, 12],
  ]);
  for (const [index, augment] of [false, true].entries()) {
    // Sums of 8 numbers about 1 in float64, in the same order.
    assertAlmostEquals(found[index]!.value, deviation(await losses(augment)), 1e-14);
    assertAlmostEquals(found[index]!.standardError!, found[index]!.value / Math.sqrt(14), 1e-15);
  }
  assert(found[0]!.value > 1e-4 && found[1]!.value > found[0]!.value);
});

Deno.test("noiseFloor() measures the reshuffled batches alone where the case does not augment", async () => {
  const { found } = await measure({ augmentation: "none" });
  assertEquals(found.map(({ name }) => name), ["noise_floor"]);
});

Deno.test("noiseFloor() is zero with one batch and without batch normalisation; augmentation is seen all the same", async () => {
  const plain = network("plain", [1, 5, 5], [flatten(), dense(3)], 3);
  for (const fields of [{ evaluationBatchSize: 12 }, { network: plain }]) {
    const { found } = await measure(fields);
    // Means of 12 losses about 1 in float64, summed in another order.
    assert(found[0]!.value < 1e-14, `${found[0]!.value}`);
    assert(found[1]!.value > 1e-4, `${found[1]!.value}`);
  }
});

Deno.test("noiseFloor() costs its passes at the epoch's end", () => {
  const measure = noiseFloor({ draws: 5 });
  assertEquals([measure.passes(smallCase), measure.epochPasses!(smallCase)], [0, 2 * 5 * 12]);
  assertEquals(measure.epochPasses!({ ...smallCase, augmentation: "none" }), 5 * 12);
});
