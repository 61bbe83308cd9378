import { assertEquals } from "@std/assert";
import { planCases } from "../../src/cli/plan_cases.ts";
import type { SuiteFlagValues } from "../../src/cli/suite_flags.ts";
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
