import { assert, assertEquals } from "@std/assert";
import { barrier } from "../../src/measure/barrier.ts";
import { floor } from "../../src/measure/floor.ts";
import { height } from "../../src/measure/height.ts";
import { segment } from "../../src/measure/segment.ts";
import type { Case } from "../../src/spec/case.ts";
import { inFolder } from "../walk/in_folder.ts";
import { MemorySink } from "../walk/memory_sink.ts";
import { walkSmall } from "../walk/small_walk.ts";

const measures = [segment(), segment({ draw: "batch", every: 3 }), floor(), height(), barrier()];

/** 40 epochs of three steps, all measured, on twelve batches of four; the learning rate is large enough for some barriers. */
const fields: Partial<Case> = {
  trainSamples: 48,
  batchSize: 16,
  evaluationSamples: 48,
  evaluationBatchSize: 4,
  epochs: 40,
  measuredEpochs: Array.from({ length: 40 }, (_, index) => index + 1),
  learningRate: 0.5,
  momentum: 0,
};

async function walkSmallWith(extra: Partial<Case>): Promise<MemorySink> {
  const memory = new MemorySink();
  await inFolder(async (folder) => void await walkSmall({ folder, memory, measures, fields: { ...fields, ...extra } }));
  return memory;
}

Deno.test("segment() of a certified case decides every barrier as the full evaluation does, on fewer evaluations", async () => {
  const [full, part] = [await walkSmallWith({}), await walkSmallWith({ certify: true })];
  assertEquals(part.epochs.map(({ digest }) => digest), full.epochs.map(({ digest }) => digest));
  let [certified, barriers, evaluated] = [0, 0, 0];
  for (const [t, { step, values }] of part.steps.entries()) {
    const whole = full.steps[t]!.values;
    assertEquals(values.lossFrom, whole.lossFrom, `step ${step}`);
    assertEquals(values.lossTo, whole.lossTo, `step ${step}`);
    certified += values.certified!;
    barriers += Number(whole.barrierExcess! > 0);
    evaluated += values.evaluatedShare!;
    if (values.certified === 1) {
      assert(whole.barrierExcess! <= 0, `step ${step}`);
      assertEquals(values.barrierExcess, undefined);
      assert(values.evaluatedShare! <= 1);
    } else {
      // The reference adds up each batch's mean times its size: rounded otherwise than here by some 2^-53.
      assertEquals(values.barrierExcess, whole.barrierExcess, `step ${step}`);
      assertEquals(values.evaluatedShare, 1);
    }
  }
  assert(certified > 90, `${certified} of ${part.steps.length}`);
  assert(barriers > 0 && certified + barriers <= part.steps.length, `${barriers} barriers`);
  assert(evaluated / part.steps.length < 0.75, `${evaluated / part.steps.length} of the evaluations`);
});

Deno.test("a certified case has points of whole segments only, and neither floors nor heights", async () => {
  const { steps, segments } = await walkSmallWith({ certify: true });
  const whole = steps.filter(({ values }) => values.certified === 0).map(({ step }) => step);
  assertEquals([...new Set(segments.filter(({ draw }) => draw === "fixed").map(({ step }) => step))], whole);
  for (const { values } of steps) {
    assertEquals([values.floor, values.floorAlpha, values.interior, values.height], Array(4).fill(undefined));
  }
  assert(steps.some(({ values }) => values.batchInterior !== undefined));
});

Deno.test("a certified case goes on after an interruption to the same rows, bit for bit", async () => {
  const whole = await walkSmallWith({ certify: true, epochs: 4, measuredEpochs: [1, 3] });
  for (const stopAfter of [1, 2, 3, 7, 8]) {
    await inFolder(async (folder) => {
      const memory = new MemorySink();
      const trial = {
        folder,
        memory,
        measures,
        fields: { ...fields, certify: true, epochs: 4, measuredEpochs: [1, 3] },
      };
      assertEquals((await walkSmall({ ...trial, stopAfter })).status, "interrupted");
      assertEquals((await walkSmall(trial)).status, "finished");
      assertEquals(memory.rows, whole.rows, `interrupted after ${stopAfter}`);
    });
  }
});
