import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import barriers from "../../reports/barriers.ts";
import { countPicks, leastOf, perNetwork, rangeOf } from "../../reports/sections/per_network.ts";
import { renderReport } from "../../src/report/render_report.ts";
import { syntheticSuite as suite } from "./synthetic_suite.ts";
import { temporaryRun } from "./temporary_run.ts";

Deno.test("a chart's line says what the store's rows say: barriers and steps by network", async () => {
  await using made = await temporaryRun(suite, { seeds: 3, epochs: 10, measuredSteps: 30 });
  const { store: { query }, run, verdicts, folder } = made;
  const file = join(folder, "barriers.html");
  const text = await Deno.readTextFile(await renderReport({ query, run, verdicts, suite, page: barriers, file }));
  const counted = await query(
    `SELECT network, sum(barriers)::INTEGER AS barriers, sum(steps)::INTEGER AS steps FROM barrier_rates
     WHERE run_id = $run AND draw = 'fixed' AND tolerance = 1e-3::DOUBLE AND case_status <> 'diverged' GROUP BY network ORDER BY network`,
    { run: run.id },
  );
  assert(counted.some(({ barriers }) => Number(barriers) > 0), "a network crosses barriers");
  for (const { network, barriers, steps } of counted) {
    assertStringIncludes(text, `${network}: ${barriers} of ${steps} steps cross a barrier of a thousandth of the loss`);
  }
});

Deno.test("perNetwork() leaves out a network with nothing to say, and is empty where none has", () => {
  const rows = [{ network: "a", value: 1 }, { network: "b", value: 2 }];
  assertEquals(perNetwork(rows, ([row]) => row!.value === 2 ? "two" : ""), "b: two.");
  assertEquals(perNetwork(rows, () => ""), "");
  assertEquals(perNetwork([], () => "never"), "");
});

Deno.test("rangeOf() prints one number where both ends print alike", () => {
  assertEquals(rangeOf([2, 0.5, 1], ""), "0.5 to 2");
  assertEquals(rangeOf([0.50001, 0.5], ""), "0.5");
});

Deno.test("countPicks() begins with the most frequent; leastOf() passes rows without a value by", () => {
  assertEquals(countPicks(["GD", "SGD", "SGD"]), "SGD in 2, GD in 1");
  assertEquals(leastOf([{ mean: null }, { mean: 3 }, { mean: -1 }], "mean"), { mean: -1 });
  assertEquals(leastOf([{ mean: null }], "mean"), undefined);
});
