import { assertAlmostEquals, assertEquals } from "@std/assert";
import { type CaseSize, createTally } from "../../src/cli/tally.ts";
import type { CaseProgress } from "../../src/spec/progress.ts";

const sizes: CaseSize[] = [
  { id: "a", steps: 100, work: 1000, network: "small", passCost: 1 },
  { id: "b", steps: 100, work: 1000, network: "small", passCost: 1 },
  { id: "c", steps: 10, work: 500, network: "large", passCost: 4 },
];

function told(caseId: string, values: Partial<CaseProgress>): CaseProgress {
  return { caseId, status: "running", step: 0, steps: 100, epoch: 1, work: 0, totalWork: 1000, loss: NaN, ...values };
}

Deno.test("createTally() knows what there is to do before any case starts", () => {
  const { cases, ended, totalSteps, share, secondsLeft, stepsPerSecond } = createTally(sizes).read(0);
  assertEquals({ cases, ended, totalSteps, share, secondsLeft, stepsPerSecond }, {
    cases: 3,
    ended: 0,
    totalSteps: 210,
    share: 0,
    secondsLeft: NaN,
    stepsPerSecond: NaN,
  });
});

Deno.test("createTally() reckons the time left a network at a time, an unseen one by its multiply-adds", () => {
  const tally = createTally(sizes);
  tally.add(told("a", {}), 0);
  tally.add(told("a", { step: 50, work: 500 }), 10);
  const { steps, stepsPerSecond, share, secondsLeft } = tally.read(10);
  assertEquals(steps, 50);
  assertEquals(stepsPerSecond, 5);
  // Small: 1,500 passes at 0.02 s. Large: 500 passes of four times the cost at 0.08 s.
  assertAlmostEquals(secondsLeft, 1500 * 0.02 + 500 * 0.08, 1e-9); // Sums of a few doubles.
  assertAlmostEquals(share, 500 / (2000 + 2000), 1e-12); // One division.
});

Deno.test("createTally() takes a seen network's own pace", () => {
  const tally = createTally(sizes);
  tally.add(told("a", {}), 0);
  tally.add(told("a", { status: "finished", step: 100, work: 1000 }), 10);
  tally.add(told("c", { steps: 10, totalWork: 500 }), 10);
  tally.add(told("c", { steps: 10, totalWork: 500, step: 5, work: 250 }), 60);
  // Small: 1,000 passes at 0.01 s. Large: 250 passes at 0.2 s.
  assertAlmostEquals(tally.read(60).secondsLeft, 1000 * 0.01 + 250 * 0.2, 1e-9); // Sums of a few doubles.
});

Deno.test("createTally() divides the time left by how many cases go side by side", () => {
  const tally = createTally(sizes.slice(0, 2));
  for (const id of ["a", "b"]) {
    tally.add(told(id, {}), 0);
    tally.add(told(id, { step: 50, work: 500 }), 10);
  }
  assertAlmostEquals(tally.read(10).secondsLeft, 10, 1e-9); // Sums of a few doubles.
});

Deno.test("createTally() does not count what a resumed case had done towards the rate", () => {
  const tally = createTally(sizes.slice(0, 1));
  tally.add(told("a", { step: 50, work: 500 }), 0);
  tally.add(told("a", { step: 60, work: 600 }), 10);
  const { steps, stepsPerSecond, secondsLeft } = tally.read(10);
  assertEquals({ steps, stepsPerSecond, secondsLeft }, { steps: 60, stepsPerSecond: 1, secondsLeft: 40 });
});

Deno.test("createTally() counts ends, and expects nothing more of a diverged or failed case", () => {
  const tally = createTally(sizes.slice(0, 2));
  tally.add(told("a", { status: "diverged", step: 3, work: 30 }), 1);
  tally.add(told("b", { status: "failed", step: 4, work: 40 }), 1);
  const { ended, diverged, failed, secondsLeft, share, running } = tally.read(2);
  assertEquals({ ended, diverged, failed, secondsLeft, share, running }, {
    ended: 2,
    diverged: 1,
    failed: 1,
    secondsLeft: 0,
    share: 1,
    running: [],
  });
});
