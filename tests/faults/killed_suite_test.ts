import { assert, assertEquals, assertMatch } from "@std/assert";
import { randomStream } from "../../src/math/random.ts";
import { querySql } from "../store/query_sql.ts";
import { run } from "../cli/command_line.ts";
import { killAt, type Moment } from "./kill.ts";
import { inResults, resumeRun, rowsOf, smallRun, storedRows } from "./small_run.ts";

/** Another number gives other moments: FAULTS_SEED=2. */
const seed = Number(Deno.env.get("FAULTS_SEED") ?? 1);
/** Kills of each of the chains, which run side by side. */
const kills = 10;

/** Kills run after run until all kills are done, resuming in between, and compares the rows of each that comes to its end. */
async function killAgainAndAgain(jobs: number, lasts: number, expected: unknown): Promise<void> {
  const random = randomStream(seed, `kills with ${jobs} jobs`);
  const moments = Array.from({ length: kills }, (_, index) => momentOf(index, random, lasts));
  const told: string[] = [];
  while (moments.length > 0) {
    await inResults(async (results) => {
      for (let ended = false; !ended;) {
        const begun = (await runFiles(results)) > 0;
        const moment = moments.shift();
        const args = [...(begun ? resumeRun : smallRun), "--quiet", "--jobs", String(jobs)];
        const { killed, code, err } = await killAt(moment, args, results);
        told.push(
          `${begun ? "resumed" : "begun"}, ${JSON.stringify(moment)}: ${killed ? "killed" : `exit code ${code}`}`,
        );
        if (killed) continue;
        // A kill that came too late is made up for by another.
        if (moment) moments.push({ after: Math.floor(lasts * (0.2 + 0.4 * random())) });
        ended = code === 0 || err.includes("is finished and stored");
        assert(ended || code === 130, `FAULTS_SEED=${seed}\n${told.join("\n")}\n${err}`);
      }
      assertEquals(await storedRows(results), expected, `FAULTS_SEED=${seed}\n${told.join("\n")}`);
      await assertWholeLog(results);
    });
  }
}

/** Half of the kills come at any time, the others while a run's file is made, written to or merged, or a checkpoint is written. */
function momentOf(index: number, random: () => number, lasts: number): Moment {
  const soon = Math.floor(30 * random());
  const anyTime = Math.floor(lasts * 0.9 * random());
  switch (index % 8) {
    case 1:
      return { at: ".checkpoint", after: soon, interruptAfter: Math.floor(lasts * (0.4 + 0.3 * random())) };
    case 3:
      return { at: "walk.duckdb", after: soon };
    case 5:
      return { at: "runs/.new-", after: soon };
    case 7:
      return { at: ".duckdb.wal", after: Math.floor(lasts * 0.5 * random()) };
    default:
      return { after: anyTime };
  }
}

/** Whatever the kills, the log goes from the run's beginning to its end, and each of the two cases ends in it once. */
async function assertWholeLog(results: string): Promise<void> {
  const { rows } = await querySql(results, "SELECT case_id IS NULL, kind FROM events ORDER BY rowid");
  const kinds = (ofRun: boolean) => rows.filter(([own]) => own === ofRun).map(([, kind]) => kind);
  assertEquals([kinds(true)[0], kinds(true).at(-1)], ["begun", "finished"]);
  assertEquals(kinds(false).filter((kind) => kind === "finished").length, 2);
}

async function runFiles(results: string): Promise<number> {
  try {
    return (await Array.fromAsync(Deno.readDir(`${results}/runs`))).filter(({ name }) => name.endsWith(".duckdb"))
      .length;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return 0;
    throw error;
  }
}

Deno.test("suite killed with kill -9 twenty times goes on with --resume to the same rows, bit for bit", async () => {
  const began = performance.now();
  const expected = await rowsOf([...smallRun, "--jobs", "1"]);
  // How long a run takes here, to spread the kills over it; nothing is asserted of it.
  const lasts = performance.now() - began;
  await Promise.all([1, 2].map((jobs) => killAgainAndAgain(jobs, lasts, expected)));
});

Deno.test("suite --resume brings a run into the store that was killed after its end, and then says that it is there", () =>
  inResults(async (results) => {
    assertEquals((await run([...smallRun, "--quiet", "--results", results])).code, 0);
    const expected = await storedRows(results);
    // As if it had been killed just before it was merged.
    await Deno.remove(`${results}/walk.duckdb`);
    const resumed = await run([...resumeRun, "--quiet", "--results", results]);
    assertEquals(resumed.code, 0, resumed.err);
    assertEquals(await storedRows(results), expected);
    const again = await run([...resumeRun, "--results", results]);
    assertEquals([again.code, again.out], [2, ""]);
    assertMatch(
      again.err,
      /must hold an unfinished run of it: none; the newest, \S+, is finished and stored: deno task report/,
    );
  }));
