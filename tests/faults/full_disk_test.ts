import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { querySql } from "../store/query_sql.ts";
import { run } from "../cli/command_line.ts";
import { fillDisk, growDisk, inSmallDisk, skipped, why } from "../store/small_disk.ts";
import { runAnd } from "./run_and.ts";
import {
  inResults,
  longRun,
  otherRun,
  resumeRun,
  rowsOf,
  runFile,
  smallRun,
  storedCases,
  storedRows,
} from "./small_run.ts";

/** Runs `work` in a results folder whose part of this name lies on a small disk of its own. */
function withSmall(part: string, size: string, work: (results: string, disk: string) => Promise<void>): Promise<void> {
  return inSmallDisk(`size=${size}`, (disk) =>
    inResults(async (results) => {
      await Deno.symlink(disk, `${results}/${part}`);
      await work(results, disk);
    }));
}

/** Resumes, now that there is space, and demands the rows of a run that nothing happened to. */
async function goesOn(results: string, expected: unknown): Promise<void> {
  const { code, err } = await run([...resumeRun, "--quiet", "--results", results]);
  assertEquals(code, 0, err);
  assertEquals(await storedRows(results), expected);
}

Deno.test(
  `suite on a full disk begins no run, says so, and begins when there is space${why}`,
  skipped,
  () =>
    withSmall("runs", "600k", async (results, disk) => {
      const { code, err } = await run([...smallRun, "--quiet", "--results", results]);
      assertEquals([code, err.trim().split("\n").length], [2, 1], err);
      assertMatch(err, /^Cannot create \S+ as there must be space on its disk: .*; free some space/);
      assertEquals(await Array.fromAsync(Deno.readDir(disk)), []);
      await growDisk(disk, "32m");
      const again = await run([...smallRun, "--quiet", "--results", results]);
      assertEquals(again.code, 0, again.err);
    }),
);

Deno.test(
  `suite whose disk is full in the middle keeps what was stored, and --resume makes the rest${why}`,
  skipped,
  () =>
    inSmallDisk("size=32m", async (results) => {
      const eight = [...smallRun, "--seeds", "8"];
      let full: Disposable | undefined;
      // Space for some cases' rows, of about 90 kB each.
      const fill = () => full = fillDisk(results, 300_000);
      const { code, err } = await runAnd([["Run 2", fill]], [...eight, "--jobs", "1", "--results", results]);
      assertEquals(code, 2, err);
      assertStringIncludes(err, "free some space; what was stored before is kept");
      const cases = await storedCases(await runFile(results));
      assertEquals(cases[0], ["finished", 200]);
      assert(cases.some(([status]) => status !== "finished"), "all rows found space");
      full![Symbol.dispose]();
      await goesOn(results, await rowsOf(eight));
    }),
);

Deno.test(
  `suite whose checkpoint finds the disk full keeps its rows and says so, and --resume goes on${why}`,
  skipped,
  () =>
    withSmall("checkpoints", "512k", async (results, disk) => {
      // Its checkpoint has 1.3 MB.
      const large = [...longRun, "--hidden", "200"];
      const interrupt = (child: Deno.ChildProcess) => child.kill("SIGINT");
      const { code, err } = await runAnd([["steps/s", interrupt]], [...large, "--results", results]);
      assertMatch(err, /Cannot write \S+\.checkpoint as there must be space on its disk: .*; free some space/);
      assertEquals(code, 130);
      await growDisk(disk, "8m");
      await goesOn(results, await rowsOf(large));
    }),
);

Deno.test(
  `suite whose disk is full when it is merged leaves the store as it was, and --resume merges it${why}`,
  skipped,
  () =>
    inSmallDisk("size=32m", (results) =>
      inResults(async (elsewhere) => {
        // The store alone lies on the small disk.
        for (const part of ["runs", "checkpoints"]) {
          await Deno.mkdir(`${elsewhere}/${part}`);
          await Deno.symlink(`${elsewhere}/${part}`, `${results}/${part}`);
        }
        assertEquals((await run([...otherRun, "--quiet", "--results", results])).code, 0);
        const store = await Deno.readFile(`${results}/walk.duckdb`);
        {
          using _full = fillDisk(results, 0);
          const { code, err } = await run([...smallRun, "--quiet", "--results", results]);
          assertEquals([code, err.trim().split("\n").length], [2, 1], err);
          assertMatch(err, /free some space.* The run's rows are safe in \S+: merge them later with deno task merge/);
          assertEquals((await querySql(results, "SELECT count(*) FROM runs")).rows, [[1]]);
        }
        assertEquals(await Deno.readFile(`${results}/walk.duckdb`), store);
        const { code, err } = await run([...resumeRun, "--quiet", "--results", results]);
        assertEquals(code, 0, err);
        const merged = { where: "run_id = (SELECT max(run_id) FROM runs)" };
        assertEquals(await storedRows(results, merged), await rowsOf(smallRun));
      })),
);

Deno.test(
  `suite whose page finds the disk full tells its verdicts and how to render the page later${why}`,
  skipped,
  () =>
    withSmall("site", "64k", async (results, disk) => {
      const withPage = smallRun.filter((word) => word !== "--no-report");
      const { code, out, err } = await run([...withPage, "--quiet", "--results", results]);
      assertEquals([code, err.trim().split("\n").length], [2, 1], err);
      assertStringIncludes(out, "W1  Most steps have a minimum inside");
      assertStringIncludes(err, "free some space");
      const [, report, id] = /deno task (report) (\S+) renders its page/.exec(err)!;
      assertEquals((await Array.fromAsync(Deno.readDir(disk))).filter(({ isFile }) => isFile), []);
      await growDisk(disk, "16m");
      const again = await run([report!, id!, "--results", results]);
      assertEquals(again.code, 0, again.err);
      assertStringIncludes(await Deno.readTextFile(`${disk}/barriers.html`), id!);
    }),
);
