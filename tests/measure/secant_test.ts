import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { kappa } from "../../src/measure/kappa.ts";
import { secant, secantEtaKappa } from "../../src/measure/secant.ts";
import { segment } from "../../src/measure/segment.ts";
import type { Case } from "../../src/spec/case.ts";
import type { Descent } from "../../src/spec/descent.ts";
import type { Measure } from "../../src/spec/measure.ts";
import { sgdDescent } from "../../src/spec/descent.ts";
import { gdDescent, gdWithStructuredNoise } from "../../src/spec/noise_arms.ts";
import { observeQuadratic } from "../reference/observe_quadratic.ts";
import { inFolder } from "../walk/in_folder.ts";
import { MemorySink } from "../walk/memory_sink.ts";
import { smallCase, walkSmall } from "../walk/small_walk.ts";

async function walkWith(measures: readonly Measure[], fields: Partial<Case> = {}, stops: number[] = []) {
  const memory = new MemorySink();
  await inFolder(async (folder) => {
    for (const stopAfter of stops) await walkSmall({ folder, memory, measures, fields, stopAfter });
    await walkSmall({ folder, memory, measures, fields });
  });
  return memory;
}

const valuesOf = ({ steps }: MemorySink) => steps.map(({ values }) => values.secantEtaKappa);

Deno.test("secant() on a quadratic is eta kappa", async () => {
  for (const learningRate of [0.1, 0.4, 0.7]) {
    const walk = { eigenvalues: [1, 3], start: [1, 0.5], learningRate, steps: 4, measures: [kappa(), secant()] };
    for (const { values } of await observeQuadratic(walk)) {
      // Float32 thetas and differences of losses that fall to a tenth of their slope: some 1e-6.
      assertAlmostEquals(values.secantEtaKappa! / values.etaKappa!, 1, 1e-5);
    }
  }
});

Deno.test("secantEtaKappa() is that of the parabola through both ends, and sees a kink that the curvature at the start does not", () => {
  for (const [slope, curvature] of [[1, 0.3], [2, 2], [0.5, 4]] as const) {
    const end = 3 - slope + curvature / 2;
    assertAlmostEquals(secantEtaKappa({ start: 3, end, slope }), curvature / slope, 1e-12); // sums below 8 in float64
  }
  // |1 - 2 alpha|: straight at both ends, its minimum in the middle.
  assertEquals(secantEtaKappa({ start: 1, end: 1, slope: 2 }), 2);
  // A straight fall has no curvature.
  assertEquals(secantEtaKappa({ start: 1, end: 0, slope: 1 }), 0);
});

Deno.test("secantEtaKappa() scales with no loss and ignores its level", () => {
  for (const [start, end, slope] of [[1, 0.5, 0.8], [2, 2.5, 0.25]] as const) {
    const moved = secantEtaKappa({ start: 4 * start + 3, end: 4 * end + 3, slope: 4 * slope });
    assertAlmostEquals(moved, secantEtaKappa({ start, end, slope }), 1e-13); // as above
  }
});

Deno.test("secantEtaKappa() has no value where the loss does not fall at first", () => {
  for (const slope of [0, -1, NaN]) assertEquals(secantEtaKappa({ start: 1, end: 2, slope }), NaN);
});

Deno.test("secant() takes the mini-batch's loss at both ends, from its segment where there is one and else by a pass", async () => {
  for (const fields of [{}, { subBatchSize: 5 }, { descent: gdDescent, subBatchSize: 10 }]) {
    const [alone, beside] = [
      await walkWith([secant()], fields),
      await walkWith([segment({ draw: "batch" }), secant()], fields),
    ];
    const measured = alone.steps.filter(({ epoch }) => [1, 3].includes(epoch));
    assert(measured.length > 0 && measured.every(({ values }) => Number.isFinite(values.secantEtaKappa)));
    for (const [t, value] of valuesOf(alone).entries()) {
      if (value === undefined) assertEquals(valuesOf(beside)[t], undefined);
      // Float64 means of at most 24 losses about 1, summed in another order, over slopes of 1e-2 and more.
      else assertAlmostEquals(valuesOf(beside)[t]!, value, 1e-10);
    }
  }
});

Deno.test("secant() has no value where the step does not follow its loss: with noise, or the undivided sum, on each leg by itself", async () => {
  const summed: Descent = { name: "GD, summed", gradient: "full batch sum" };
  const seen = async (descent: Descent) =>
    valuesOf(await walkWith([secant()], { descent, measuredEpochs: [1, 2, 3, 4] })).map((value) => value !== undefined);
  assertEquals(new Set(await seen(gdWithStructuredNoise)), new Set([false]));
  assertEquals(new Set(await seen(summed)), new Set([false]));
  assertEquals(new Set(await seen(gdDescent)), new Set([true]));
  const ends = await seen({ ...gdWithStructuredNoise, name: "ends", switch: { step: 5, to: sgdDescent } });
  assertEquals(ends, Array.from({ length: 12 }, (_, t) => t >= 5));
  const begins = await seen({ ...sgdDescent, name: "begins", switch: { step: 5, to: gdWithStructuredNoise } });
  assertEquals(begins, Array.from({ length: 12 }, (_, t) => t < 5));
});

Deno.test("secant() looks at every n-th measured step, disturbs no walk and is the same after a resume", async () => {
  const whole = await walkWith([secant({ every: 2 })]);
  const looked = whole.steps.filter(({ values }) => values.secantEtaKappa !== undefined).map(({ step }) => step);
  assertEquals(looked, [0, 2, 6, 8]);
  assertEquals((await walkWith([secant({ every: 2 })], {}, [1, 4, 3])).rows, whole.rows);
  const digests = ({ epochs }: MemorySink) => epochs.map(({ digest }) => digest);
  assertEquals(digests(whole), digests(await walkWith([])));
});

Deno.test("secant() costs a pass of the samples that the gradient was taken on", () => {
  const measure = secant({ every: 2 });
  assertEquals([measure.passes(smallCase), measure.passes({ ...smallCase, descent: gdDescent })], [8 / 2, 24 / 2]);
});
