/** Suites that share walks. */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { querySql } from "../store/query_sql.ts";
import { run, runUntil } from "./command_line.ts";

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

Deno.test("suite --dry-run counts the walks whose rows would be taken, and estimates the others", async () => {
  await inFolder(async (results) => {
    const mlp = ["--model", "mlp"];
    const { run: id } = await suite("barriers", results, ...mlp);
    const { cases } = await suite("heights", results, "--dry-run");
    type Case = { description: string; takenFrom: string | null; estimate: unknown };
    assertEquals(cases.map(({ takenFrom }: Case) => takenFrom), [id, null]);
    assertEquals(cases.map(({ estimate }: Case) => estimate === null), [true, false]);
    const { out } = await run(["suite", "heights", ...small, "--dry-run", "--results", results]);
    assertStringIncludes(out, `1 of 2 cases was walked before, by run ${id}: its rows are taken`);
  });
});

Deno.test("suite:all --dry-run says what suites before it walk, and suite:all refuses what is no flag of all", async () => {
  const { code, out, err } = await run(["suite:all", "--preset", "smoke", "--seeds", "1", "--dry-run"]);
  assertEquals(code, 0, err);
  assertStringIncludes(out, "2 of 4 cases will be walked by barriers before");
  const refused = await run(["suite:all", "--learning-rate", "0.1"]);
  assertEquals(refused.code, 2);
  assertStringIncludes(refused.err, "Cannot use --learning-rate as it is no flag of this command");
});

Deno.test("suite:all interrupted ends with what there is and says how to go on", async () => {
  await inFolder(async (results) => {
    const flags = ["--preset", "smoke", "--seeds", "1", "--json", "--results", results];
    const { code, out, err } = await runUntil("steps/s", "SIGINT", ["suite:all", ...flags]);
    assertEquals(code, 130, err);
    const { suites } = JSON.parse(out);
    assertEquals(suites.map(({ suite, status }: { suite: string; status: string }) => [suite, status]), [
      ["barriers", "interrupted"],
      ["cosine", "not begun"],
      ["heights", "not begun"],
      ["noise", "not begun"],
    ]);
    assertStringIncludes(err, `Go on with: deno task suite:all --resume ${flags.join(" ")}`);
  });
});
