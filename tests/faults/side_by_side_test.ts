import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { querySql } from "../store/query_sql.ts";
import { run } from "../cli/command_line.ts";
import { spawnChild } from "../store/child.ts";
import { somePlan } from "../store/fixtures.ts";
import { killAt } from "./kill.ts";
import { inResults, otherRun, rowsOf, smallRun, storedRows } from "./small_run.ts";

/** Asks the store again and again until it is told to stop; gives how often it was answered. */
async function ask(results: string, stopped: () => boolean): Promise<number> {
  let answered = 0;
  while (!stopped()) {
    // Whole runs and nothing of any other: 400 steps each.
    const sql = "SELECT count(*) FROM steps GROUP BY run_id HAVING count(*) <> 400";
    const { code, out, err } = await run(["sql", sql, "--csv", "--results", results], "look");
    assert(
      code === 0 && out === "count_star()\n" || err.includes("there is none; run a suite first"),
      `${code} ${out}${err}`,
    );
    if (code === 0) answered++;
  }
  return answered;
}

Deno.test("four suites at once into one folder, while it is asked, all end up whole in the store", async () => {
  const [small, other] = [await rowsOf(smallRun), await rowsOf(otherRun)];
  await inResults(async (results) => {
    let running = true;
    const asking = ask(results, () => !running);
    const ended = await Promise.all(
      [smallRun, otherRun, smallRun, otherRun].map((args) =>
        run([...args, "--quiet", "--jobs", "1", "--results", results])
      ),
    );
    for (const { code, err } of ended) assertEquals(code, 0, err);
    // Asked at least once when all are there.
    await new Promise((resolve) => setTimeout(resolve, 0));
    running = false;
    await asking;
    const { rows } = await querySql(
      results,
      "SELECT run_id, min(learning_rate) FROM runs JOIN cases USING (run_id) GROUP BY ALL",
    );
    assertEquals(rows.map(([, rate]) => rate).sort(), [0.01, 0.01, 0.1, 0.1]);
    for (const [id, rate] of rows) {
      assertEquals(await storedRows(results, { where: `run_id = '${id}'` }), rate === 0.1 ? small : other);
    }
  });
});

Deno.test("a suite that is killed while it merges harms no other suite's rows, and its own are merged later", async () => {
  const [small, other] = [await rowsOf(smallRun), await rowsOf(otherRun)];
  await inResults(async (results) => {
    const quick = ["--quiet", "--jobs", "1"];
    assertEquals((await run([...otherRun, ...quick, "--results", results])).code, 0);
    const [killed, ...ended] = await Promise.all([
      killAt({ at: "walk.duckdb.wal", after: 0 }, [...smallRun, ...quick], results),
      run([...otherRun, ...quick, "--results", results]),
    ]);
    for (const { code, err } of ended) assertEquals(code, 0, err);
    // Whichever of the two was first to merge: it may have been at its end when the other's merge was seen.
    assert(killed.killed || killed.code === 0, killed.err);
    const resumed = await run(["suite", "barriers", "--resume", "--no-report", "--results", results]);
    assert(resumed.code === 0 || resumed.err.includes("is finished and stored"), resumed.err);
    const { rows } = await querySql(
      results,
      "SELECT run_id, min(learning_rate) FROM runs JOIN cases USING (run_id) GROUP BY ALL",
    );
    assertEquals(rows.map(([, rate]) => rate).sort(), [0.01, 0.01, 0.1]);
    for (const [id, rate] of rows) {
      assertEquals(await storedRows(results, { where: `run_id = '${id}'` }), rate === 0.1 ? small : other);
    }
  });
});

Deno.test("a suite names the run that another process is at work on, as that of a task that was killed may be", () =>
  inResults(async (results) => {
    const child = spawnChild("appending_child.ts", results);
    const output = child.stdout.getReader();
    try {
      await output.read();
      const beside = await run([...smallRun, "--seeds", "1", "--results", results]);
      assertEquals(beside.code, 0, beside.err);
      assertStringIncludes(beside.err, `Another process is at work in ${results}, on ${somePlan().id}\n`);
    } finally {
      child.kill("SIGKILL");
      await child.status;
      await output.cancel();
    }
  }));
