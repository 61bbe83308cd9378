import { assertEquals } from "@std/assert";
import type { Case } from "../../src/spec/case.ts";
import type { Measure } from "../../src/spec/measure.ts";
import { isMeasured, stepsPerEpoch, totalSteps, workOf } from "../../src/walk/schedule.ts";
import { soundCase } from "./grid.ts";

const one: Case = {
  ...soundCase,
  ...{ trainSamples: 59, batchSize: 10, epochs: 4, measuredEpochs: [1, 3], measuredSteps: 2, validationSamples: 7 },
};
const measures: Measure[] = [
  { name: "a", options: null, gives: {}, passes: () => 100, epochPasses: () => 1000, start: () => ({}) },
  { name: "b", options: null, gives: {}, passes: ({ batchSize }) => batchSize, start: () => ({}) },
];

Deno.test("stepsPerEpoch() drops the incomplete mini-batch", () => {
  assertEquals(stepsPerEpoch(one), 5);
  assertEquals(stepsPerEpoch({ trainSamples: 10, batchSize: 10 }), 1);
});

Deno.test("isMeasured() holds for the first steps of the measured epochs", () => {
  const measured = [1, 2, 3, 4].map((epoch) => [0, 1, 2, 3, 4].map((step) => Number(isMeasured(one, epoch, step))));
  assertEquals(measured, [[1, 1, 0, 0, 0], [0, 0, 0, 0, 0], [1, 1, 0, 0, 0], [0, 0, 0, 0, 0]]);
});

Deno.test("workOf() adds up steps, measured steps, validation and the ends of measured epochs", () => {
  const work = workOf(one, measures);
  // 20 steps of 3 * 10, 4 validations of 7, 2 epochs' ends of 1000, 4 measured steps of 100 + 10.
  assertEquals(work.total, 20 * 30 + 4 * 7 + 2 * 1000 + 4 * 110);
  assertEquals(work.done(20), work.total);
  assertEquals(work.done(0), 0);
});

Deno.test("workOf() is done step by step as the walk does it", () => {
  const work = workOf(one, measures);
  for (let index = 0; index < 20; index++) {
    const epoch = Math.floor(index / 5) + 1;
    const ends = index % 5 === 4;
    const expected = 30 + (isMeasured(one, epoch, index % 5) ? 110 : 0) + (ends ? 7 : 0) +
      (ends && one.measuredEpochs.includes(epoch) ? 1000 : 0);
    assertEquals(work.done(index + 1) - work.done(index), expected, `step ${index}`);
  }
});

Deno.test("totalSteps() ends with the epochs or the steps, whichever comes first", () => {
  assertEquals([undefined, 7, 99].map((steps) => totalSteps({ ...one, ...(steps ? { steps } : {}) })), [20, 7, 20]);
});

Deno.test("workOf() tells training from measuring, with what a measure adds to each step", () => {
  const everywhere: Measure = {
    name: "c",
    options: null,
    gives: {},
    passes: () => 0,
    stepPasses: () => 9,
    start: () => ({}),
  };
  const work = workOf(one, [...measures, everywhere]);
  assertEquals(work.training, 20 * 30);
  assertEquals(work.total - workOf(one, measures).total, 20 * 9);
  assertEquals(work.done(7) - workOf(one, measures).done(7), 7 * 9);
  assertEquals(workOf({ ...one, steps: 7 }, measures).training, 7 * 30);
});
