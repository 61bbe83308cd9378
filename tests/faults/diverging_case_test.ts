import { assertEquals, assertStringIncludes } from "@std/assert";
import { querySql } from "../store/query_sql.ts";
import { run } from "../cli/command_line.ts";
import { inResults, smallRun, walkedRows } from "./small_run.ts";

const beside100 = smallRun.map((word) => word === "0.1" ? "100,0.1" : word);

Deno.test("suite with a learning rate of 100 tells which walks diverged and when, and the others are unharmed", () =>
  inResults((beside) =>
    inResults(async (alone) => {
      const { code, out, err } = await run([...beside100, "--quiet", "--results", beside]);
      assertEquals(code, 0, err);
      assertStringIncludes(out, "2 of 2 seeds diverged");
      const { rows } = await querySql(
        beside,
        `SELECT cases.learning_rate, seed, status, first_bad_step, max(step), error FROM cases JOIN steps USING (run_id, case_id)
         GROUP BY ALL ORDER BY ALL`,
      );
      assertEquals(rows.slice(0, 2).map(([, , status, bad, last]) => [status, bad, last]), [
        ["finished", null, 199],
        ["finished", null, 199],
      ]);
      assertEquals(rows.length, 4);
      for (const [, seed, status, bad, last, error] of rows.slice(2)) {
        // The last row stored is the bad step's own.
        assertEquals([status, last, error], ["diverged", bad, null]);
        assertStringIncludes(out, `mlp mnist learning-rate=100 seed=${seed} diverged at step ${bad}\n`);
      }

      assertEquals((await run([...smallRun, "--quiet", "--results", alone])).code, 0);
      const healthy = "learning_rate = 0.1";
      assertEquals(await walkedRows(beside, healthy), await walkedRows(alone, healthy));
    })
  ));
