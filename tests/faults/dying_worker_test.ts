import { assertEquals, assertStringIncludes } from "@std/assert";
import { querySql } from "../store/query_sql.ts";
import { faultyProject, faultyRun, healthyRows } from "./faulty_project.ts";
import { storedRows } from "./small_run.ts";

/** How a worker can end, and what is told of it. */
const deaths = [
  ["throw in a timer", "gone"],
  ["reject unheard", "gone"],
  ["trap", "unreachable"],
  ["recurse", "Maximum call stack size exceeded"],
] as const;

Deno.test("suite whose worker dies fails that case alone, ends with 1, and --resume walks it again", async (step) => {
  const expected = await healthyRows();
  for (const [fault, message] of deaths) {
    await step.step(fault, async () => {
      await using project = await faultyProject();
      await project.setFault(fault);
      const { code, out, err } = await project.run([...faultyRun, "--jobs", "2"]);
      assertEquals(code, 1, err);
      assertStringIncludes(out, "seed=1 failed: ");
      assertStringIncludes(out, message);
      const { rows } = await querySql(project.results, "SELECT seed, status FROM cases ORDER BY seed");
      assertEquals(rows, [[0, "finished"], [1, "failed"], [2, "finished"]]);
      await project.setFault();
      assertStringIncludes(err, "Go on with: deno task suite faulty --resume ");
      const again = await project.run(["suite", "faulty", "--resume", "--no-report"]);
      assertEquals(again.code, 0, again.err);
      assertEquals(await storedRows(project.results), expected);
    });
  }
});
