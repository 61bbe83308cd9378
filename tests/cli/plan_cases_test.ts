import { assertEquals, assertThrows } from "@std/assert";
import { planCases } from "../../src/cli/plan_cases.ts";
import type { SuiteFlagValues } from "../../src/cli/suite_flags.ts";
import { sgdDescent } from "../../src/spec/descent.ts";
import { gdDescent, switching } from "../../src/spec/noise_arms.ts";
import { UserError } from "../../src/spec/user_error.ts";
import barriers from "../../suites/barriers.ts";

const flags: SuiteFlagValues = { preset: "smoke", model: ["mlp"], learningRate: [0.1, 0.05], seeds: 2 };

Deno.test("planCases() says which learning rates of a network a filter leaves out", () => {
  const { cases, notes } = planCases(barriers, { ...flags, filter: "learning-rate=0.05" });
  assertEquals(cases.length, 2);
  assertEquals(notes, [
    "The filter leaves out learning rates of mlp, 0.1: " +
    "claims about the largest, or a tenth of it, are judged among what is left",
  ]);
});

Deno.test("planCases() says nothing of a filter by seed or network", () => {
  assertEquals(planCases(barriers, { ...flags, filter: "mlp seed=1" }).notes, []);
  assertEquals(planCases(barriers, { preset: "laptop", filter: "mlp" }).notes, []);
});

Deno.test("planCases() says which descents of a network a filter leaves out, and what the steps do not reach", () => {
  const switched = switching(gdDescent, { step: 30, to: sgdDescent });
  const [first] = barriers.presets.smoke;
  const smoke = [{ ...first!, learningRate: 0.1, seeds: 1, descent: [switched, sgdDescent], steps: [20, 40] }];
  const suite = { ...barriers, presets: { ...barriers.presets, smoke } };
  assertEquals(planCases(suite, { preset: "smoke", filter: "descent=gd-then-sgd" }).notes, [
    "mlp ends after 20 steps: epoch 3 is not reached",
    "GD, then SGD: the walk ends after 20 steps and does not switch at step 30",
    "mlp makes 30 of the 40 steps asked for, as 3 epochs have no more",
    "GD, then SGD: the walk ends after 30 steps and does not switch at step 30",
    "The filter leaves out descents of mlp, sgd: claims that compare with them have nothing to compare",
  ]);
});

Deno.test("planCases() refuses sub-batches that the training samples no longer fill", () => {
  const flags: SuiteFlagValues = { preset: "smoke", model: ["mlp"], subBatchSize: [2000] };
  assertThrows(
    () => planCases(barriers, flags),
    UserError,
    "subBatchSize must be a positive integer and at most trainSamples, 1000: 2000",
  );
});
