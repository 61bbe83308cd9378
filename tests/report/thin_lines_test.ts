import { assert, assertEquals } from "@std/assert";
import { thinLines } from "../../src/report/thin_lines.ts";
import { syntheticSuite as suite } from "./synthetic_suite.ts";
import { temporaryRun } from "./temporary_run.ts";

const points =
  "SELECT line, step, CASE WHEN step = 7777 THEN 9.0 WHEN step = 3333 THEN 'NaN'::DOUBLE ELSE step % 2 END AS value " +
  "FROM range(2) AS lines(line), range(10000) AS steps(step)";
const options = { x: "step", y: "value", by: ["line"] };

Deno.test("thinLines() keeps both lines' ends and extremes, and no more points than are asked for", async () => {
  await using made = await temporaryRun(suite, { networks: [], seeds: 0 });
  const rows = await made.store.query(thinLines(points, { ...options, most: 400 }));
  assert(rows.length <= 400, `${rows.length} points`);
  for (const line of [0, 1]) {
    const own = rows.filter((row) => row.line === line);
    const steps = own.map(({ step }) => Number(step));
    assert([0, 7777, 9999].every((step) => steps.includes(step)), steps.join());
    assertEquals(steps, steps.toSorted((a, b) => a - b));
    assertEquals(own[0]!.line_points, 10_000);
  }
});

Deno.test("thinLines() keeps every row of few", async () => {
  await using made = await temporaryRun(suite, { networks: [], seeds: 0 });
  assertEquals((await made.store.query(thinLines(points, { ...options, most: 20_000 }))).length, 20_000);
});
