import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { querySql } from "../../src/store/reader.ts";
import { run } from "../cli/command_line.ts";
import { runAnd } from "./run_and.ts";
import { fillDisk, growDisk, inSmallDisk, skipped, why } from "../store/small_disk.ts";
import { inResults, otherRun, resumeRun, rowsOf, runFile, smallRun, storedCases, storedRows } from "./small_run.ts";

const size = "size=32m";
/** One case after the other, so that one ends before the other begins. */
const oneByOne = [...smallRun, "--jobs", "1"];

let wholeRows: Promise<Record<string, unknown>> | undefined;

/** The rows of a run that nothing happened to. */
function expectedRows(): Promise<Record<string, unknown>> {
  return wholeRows ??= rowsOf(smallRun);
}

/** Goes on on the same disk with space again, and compares. */
async function resumed(results: string): Promise<void> {
  const { code, err } = await run([...resumeRun, "--quiet", "--results", results]);
  assertEquals(code, 0, err);
  assertEquals(await storedRows(results), await expectedRows());
}

Deno.test(
  `suite on a full disk begins no run, says so, and begins when there is space${why}`,
  skipped,
  () =>
    inSmallDisk(size, async (results) => {
      {
        using _full = fillDisk(results, 600_000);
        const { code, err } = await run([...oneByOne, "--quiet", "--results", results]);
        assertEquals([code, err.trim().split("\n").length], [2, 1], err);
        assertStringIncludes(err, "free some space");
        assertEquals(await Array.fromAsync(Deno.readDir(`${results}/runs`)), []);
      }
      const { code, err } = await run([...oneByOne, "--quiet", "--results", results]);
      assertEquals(code, 0, err);
      assertEquals(await storedRows(results), await expectedRows());
    }),
);

Deno.test(
  `suite whose disk is full in the middle keeps what was stored, and --resume makes the rest${why}`,
  skipped,
  () =>
    inSmallDisk(size, async (results) => {
      let full: Disposable | undefined;
      const { code, err } = await runAnd([["1/2 cases", () => full = fillDisk(results, 0)]], [
        ...oneByOne,
        "--results",
        results,
      ]);
      assertEquals(code, 2, err);
      assertStringIncludes(err, "free some space; what was stored before is kept");
      const [first] = await storedCases(await runFile(results));
      assertEquals(first, ["finished", 200]);
      full![Symbol.dispose]();
      await resumed(results);
    }),
);

Deno.test(
  `suite whose checkpoint finds the disk full keeps its rows and says so, and --resume goes on${why}`,
  skipped,
  () =>
    inSmallDisk(size, async (results) => {
      // A checkpoint of 1.3 MB beside rows of some kilobytes.
      const large = ["--hidden", "200"];
      let full: Disposable | undefined;
      const { code, err } = await runAnd([["steps/s", (child) => {
        full = fillDisk(results, 600_000);
        child.kill("SIGINT");
      }]], [...oneByOne, ...large, "--results", results]);
      assertEquals(code, 2, err);
      assertMatch(err, /Cannot write \S+\.checkpoint as there must be space on its disk: /);
      full![Symbol.dispose]();
      const again = await run([...resumeRun, "--quiet", "--results", results]);
      assertEquals(again.code, 0, again.err);
      assertEquals(await storedRows(results), await rowsOf([...smallRun, ...large]));
    }),
);

Deno.test(
  `suite whose disk is full when it is merged leaves the store as it was, and --resume merges it${why}`,
  skipped,
  () =>
    inSmallDisk(size, async (results) => {
      const before = await run([...otherRun, "--quiet", "--results", results]);
      assertEquals(before.code, 0, before.err);
      const store = await Deno.readFile(`${results}/walk.duckdb`);
      let full: Disposable | undefined;
      const { code, err } = await runAnd([["2/2 cases", () => full = fillDisk(results, 200_000)]], [
        ...oneByOne,
        "--results",
        results,
      ]);
      assertEquals(code, 2, err);
      assertStringIncludes(err, "The run's rows are safe in ");
      assertStringIncludes(err, "deno task merge");
      assertEquals(await Deno.readFile(`${results}/walk.duckdb`), store);
      assertEquals((await querySql(results, "SELECT count(*) FROM runs")).rows, [[1]]);
      full![Symbol.dispose]();
      const again = await run([...resumeRun, "--quiet", "--results", results]);
      assertEquals(again.code, 0, again.err);
      assertEquals(
        await storedRows(results, { where: "run_id = (SELECT max(run_id) FROM runs)" }),
        await expectedRows(),
      );
    }),
);

Deno.test(
  `suite whose page finds the disk full tells its verdicts and how to render the page later${why}`,
  skipped,
  () =>
    inSmallDisk("size=64k", (site) =>
      inResults(async (results) => {
        await Deno.symlink(site, `${results}/site`);
        const withPage = [...smallRun.filter((word) => word !== "--no-report"), "--quiet", "--results", results];
        const { code, out, err } = await run(withPage);
        assertEquals([code, err.trim().split("\n").length], [2, 1], err);
        assertStringIncludes(out, "W1  Most steps have a minimum inside");
        assertStringIncludes(err, "free some space");
        const [, report, id] = /deno task (report) (\S+) renders its page/.exec(err)!;
        assertEquals((await Array.fromAsync(Deno.readDir(site))).filter(({ isFile }) => isFile), []);
        await growDisk(site, "16m");
        const again = await run([report!, id!, "--results", results]);
        assertEquals(again.code, 0, again.err);
        assertStringIncludes(await Deno.readTextFile(`${site}/barriers.html`), id!);
        assertEquals(await storedRows(results), await expectedRows());
      })),
);
