import { assertEquals } from "@std/assert";
import { planCases } from "../../src/cli/plan_cases.ts";
import barriers from "../../suites/barriers.ts";

const alone =
  "--certify decides barriers alone: floors, heights and interior minima are not measured, claims about them not testable";

Deno.test("--certify certifies every case, and says what is not measured and where nothing is saved", () => {
  const { cases, notes } = planCases(barriers, { preset: "smoke", certify: true });
  assertEquals(new Set(cases.map((one) => one.case.certify)), new Set([true]));
  assertEquals(notes, [
    alone,
    ...["mlp", "vgg11"].map((name) =>
      `--certify saves nothing for ${name}, which has 2 evaluation batches: ` +
      "it takes 6 at least, and pays from about 20 on; give more --eval-samples or a smaller --eval-batch-size"
    ),
  ]);
  for (const preset of ["laptop", "paper"] as const) {
    assertEquals(planCases(barriers, { preset, certify: true }).notes, [alone]);
  }
});

Deno.test("without --certify no case is certified, and cases have the ids that they had", () => {
  const { cases, notes } = planCases(barriers, { preset: "laptop" });
  assertEquals(cases.filter((one) => "certify" in one.case), []);
  assertEquals(notes, []);
  const certified = planCases(barriers, { preset: "laptop", certify: true }).cases;
  assertEquals(new Set([...cases, ...certified].map(({ id }) => id)).size, 2 * cases.length);
});
