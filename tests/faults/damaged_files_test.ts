import { assertEquals, assertStringIncludes } from "@std/assert";
import { openDatabase } from "../../src/store/database.ts";
import { querySql } from "../store/query_sql.ts";
import { run } from "../cli/command_line.ts";
import { inSmallDisk, remountDisk, skipped, why } from "../store/small_disk.ts";
import { runAnd } from "./run_and.ts";
import { inResults, longRun, otherRun, resumeRun, rowsOf, runFile, smallRun, storedRows } from "./small_run.ts";

/** Ways to spoil a file. */
const damages: Readonly<Record<string, (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>>> = {
  "cut short": (bytes) => bytes.slice(0, bytes.length / 2),
  "overwritten in the middle": (bytes) => bytes.slice().fill(170, bytes.length / 4, bytes.length / 2),
  "empty": () => new Uint8Array(),
  "a text": () => new TextEncoder().encode("not a store ".repeat(1000)),
};

/** A copy of a results folder for a test to spoil. */
function inCopy(original: string, work: (results: string) => Promise<void>): Promise<void> {
  return inResults(async (results) => {
    await copyFolder(original, results);
    await work(results);
  });
}

async function copyFolder(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    await (isDirectory ? copyFolder : Deno.copyFile)(`${from}/${name}`, `${to}/${name}`);
  }
}

async function spoil(path: string, damage: string): Promise<Uint8Array> {
  const spoilt = damages[damage]!(await Deno.readFile(path));
  await Deno.writeFile(path, spoilt);
  return spoilt;
}

/** Demands that a command refuses in one line or a few, with exit code 2, and says all of `says`. */
async function refuses(results: string, args: readonly string[], says: readonly string[]): Promise<void> {
  const { code, out, err } = await run([...args, "--results", results]);
  assertEquals([code, out, err.includes("    at ")], [2, "", false], err);
  for (const words of says) assertStringIncludes(err, words);
}

Deno.test("damaged files are refused and left as they are, and hide nothing else", async (step) => {
  await inResults(async (finished) => {
    assertEquals((await run([...smallRun, "--quiet", "--results", finished])).code, 0);
    const expected = await storedRows(finished);

    for (const damage of Object.keys(damages)) {
      await step.step(
        `a store that is ${damage} is made anew from the runs' files`,
        () =>
          inCopy(finished, async (results) => {
            const store = `${results}/walk.duckdb`;
            const spoilt = await spoil(store, damage);
            const says = [store, "move it away, then `deno task merge`"];
            await refuses(results, ["report"], says);
            await refuses(results, ["sql", "SELECT sum(loss), any_value(versions) FROM segments, runs"], says);
            assertEquals(await Deno.readFile(store), spoilt);
            await Deno.rename(store, `${results}/away`);
            assertEquals((await run(["merge", "--results", results])).code, 0);
            assertEquals(await storedRows(results), expected);
          }),
      );
    }

    await step.step(
      "a newer store is refused before anything is trained, and a newer run's file is not merged",
      () =>
        inCopy(finished, async (results) => {
          const file = await runFile(results);
          for (const path of [file, `${results}/walk.duckdb`]) {
            using database = await openDatabase(path, { access: "write" });
            await database.connection.run("INSERT INTO schema_version VALUES (99, now())");
          }
          const says = ["version 99", "use the newer code that wrote it"];
          for (const args of [["report"], ["sql", "FROM runs"], [...otherRun, "--quiet"], ["merge"]]) {
            await refuses(results, args, [`${results}/walk.duckdb`, ...says]);
          }
          assertEquals(await runFile(results), file);
          await Deno.remove(`${results}/walk.duckdb`);
          await refuses(results, ["merge"], [file, ...says]);
        }),
    );
  });
});

Deno.test("a damaged run's file or checkpoint hides no other run, and the walk begins anew", async (step) => {
  const expected = await rowsOf(longRun);
  await inResults(async (interrupted) => {
    const interrupt = (child: Deno.ChildProcess) => child.kill("SIGINT");
    const { code, err } = await runAnd([["steps/s", interrupt]], [...longRun, "--results", interrupted]);
    assertEquals(code, 130, err);

    for (const damage of Object.keys(damages)) {
      await step.step(
        `another run's file that is ${damage} is named, and this one goes on`,
        () =>
          inCopy(interrupted, async (results) => {
            const other = `${results}/runs/20990101-000000-barriers-abcdef.duckdb`;
            await Deno.copyFile(await runFile(results), other);
            const spoilt = await spoil(other, damage);
            await Deno.remove(`${results}/walk.duckdb`);
            await refuses(results, ["merge"], [
              other,
              "move it away; the other runs are kept",
              "All other runs are in the store",
            ]);
            assertEquals((await querySql(results, "SELECT status FROM runs")).rows, [["interrupted"]]);
            assertEquals(await Deno.readFile(other), spoilt);
            await Deno.rename(other, `${results}/away`);
            assertEquals((await run(["merge", "--results", results])).code, 0);
          }),
      );
    }

    await step.step(
      "a run's file that is damaged while it is merged is blamed, not the store",
      () =>
        inCopy(interrupted, async (results) => {
          const file = await runFile(results);
          const store = await Deno.readFile(`${results}/walk.duckdb`);
          await spoil(file, "overwritten in the middle");
          await refuses(results, ["merge", file], [file, "move it away; the other runs are kept"]);
          assertEquals(await Deno.readFile(`${results}/walk.duckdb`), store);
        }),
    );

    await step.step(
      "a walk whose checkpoint is damaged begins anew, says so, and comes to the same rows",
      () =>
        inCopy(interrupted, async (results) => {
          const [checkpoint] = await Array.fromAsync(Deno.readDir(`${results}/checkpoints`));
          const folder = `${results}/checkpoints/${checkpoint!.name}`;
          for await (const { name } of Deno.readDir(folder)) {
            await spoil(`${folder}/${name}`, "overwritten in the middle");
          }
          const { code, err } = await run([...resumeRun, "--results", results]);
          assertEquals(code, 0, err);
          assertStringIncludes(err, "its checkpoint is damaged or of another version, so it begins anew");
          assertEquals(await storedRows(results), expected);
        }),
    );
  });
});

Deno.test(
  `a results folder that cannot be written can be asked, and is refused before anything is trained${why}`,
  skipped,
  () =>
    inSmallDisk("size=32m", async (results) => {
      assertEquals((await run([...smallRun, "--quiet", "--results", results])).code, 0);
      await remountDisk(results, "ro");
      const { code, out, err } = await run([
        "sql",
        "SELECT count(*) AS steps FROM steps",
        "--csv",
        "--results",
        results,
      ]);
      assertEquals([code, out], [0, "steps\n400\n"], err);
      for (const args of [[...otherRun, "--quiet"], ["report"]]) {
        await refuses(results, args, ["Read-only file system", "choose another with --results"]);
      }
    }),
);
