/** Suites that share walks. */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { querySql } from "../../src/store/reader.ts";
import { run } from "./command_line.ts";

/** Both networks of the smoke preset at a learning rate that both suites walk, one seed: augmentation, every draw and batch normalisation. */
const small =
  "--preset smoke --learning-rate 0.1 --seeds 1 --epochs 1 --measured-epochs 1 --engine onnx:cpu --no-report".split(
    " ",
  );

async function inFolder(work: (results: string) => Promise<void>): Promise<void> {
  const results = await Deno.makeTempDir({ prefix: "sgd-walk-" });
  try {
    await work(results);
  } finally {
    await Deno.remove(results, { recursive: true });
  }
}

async function suite(name: string, results: string, ...more: string[]) {
  const { code, out, err } = await run(["suite", name, ...small, "--json", "--results", results, ...more]);
  assertEquals(code, 0, err);
  return { ...JSON.parse(out), err };
}

/** All rows of the latest run, but for its id, times and where they were taken from. */
async function rows(results: string, table: string): Promise<unknown[]> {
  const columns = "COLUMNS(name -> NOT contains(name, 'seconds') AND name NOT IN ('run_id', 'taken_from'))";
  return [
    ...(await querySql(
      results,
      `SELECT ${columns} FROM ${table} WHERE run_id = (SELECT max(run_id) FROM runs WHERE suite = 'heights') ORDER BY ALL`,
    )).rows,
  ];
}

Deno.test("suite takes the rows of walks of another suite, the same that walking would have stored", async () => {
  await inFolder(async (shared) => {
    const donor = await suite("barriers", shared);
    const { cases, err, verdicts } = await suite("heights", shared);
    assertEquals(cases.map((one: { takenFrom: unknown }) => one.takenFrom), [donor.run, donor.run]);
    assertStringIncludes(err, `2 of 2 cases were walked before, by run ${donor.run}: their rows are taken`);
    await inFolder(async (walked) => {
      const alone = await suite("heights", walked);
      assertEquals(alone.cases.map((one: { takenFrom: unknown }) => one.takenFrom), [null, null]);
      for (const table of ["cases", "steps", "segments", "epochs", "measurements"]) {
        const own = await rows(walked, table);
        assert(own.length > 0 || table === "measurements", `no ${table}`);
        assertEquals(await rows(shared, table), own, table);
      }
      assertEquals(verdicts, alone.verdicts);
    });
  });
});

Deno.test("suite takes none with --fresh or --export-walk, nor of walks at which fewer measures looked", async () => {
  await inFolder(async (results) => {
    const taken = ({ cases }: { cases: { takenFrom: unknown }[] }) =>
      cases.filter(({ takenFrom }) => takenFrom !== null).length;
    const mlp = ["--model", "mlp"];
    await suite("heights", results, ...mlp);
    assertEquals(taken(await suite("barriers", results, ...mlp)), 0);
    assertEquals(taken(await suite("heights", results, ...mlp, "--fresh")), 0);
    assertEquals(taken(await suite("heights", results, ...mlp, "--export-walk", `${results}/walks`)), 0);
    assertEquals(taken(await suite("heights", results, "--quiet")), 1);
  });
});
