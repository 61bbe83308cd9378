/** A small real run through the command line, and all that it stores. */

import { assertEquals } from "@std/assert";
import type { Json } from "../../src/spec/measure.ts";
import { querySql } from "../store/query_sql.ts";
import { openStoreFile } from "../../src/store/store_file.ts";
import { run } from "../cli/command_line.ts";

const perceptron = "suite barriers --preset smoke --model mlp --engine onnx:cpu --no-report".split(" ");
const short = "--epochs 20 --measured-epochs 1,10,20".split(" ");
/** Two walks of a small perceptron on MNIST, a second or so each. Without a page, as pages take longer than the walks. */
export const smallRun: readonly string[] = [...perceptron, ...short, "--learning-rate", "0.1"];
/** The same with other cases. */
export const otherRun: readonly string[] = [...perceptron, ...short, "--learning-rate", "0.01"];
/** One walk of some seconds: long enough to be interrupted on a fast machine too. */
export const longRun: readonly string[] = [
  ...perceptron,
  ..."--seeds 1 --learning-rate 0.1 --epochs 100 --measured-epochs 1,25,50,75,100".split(" "),
];

/** The command that goes on with the newest unfinished run of a folder. */
export const resumeRun: readonly string[] = ["suite", "barriers", "--resume", "--no-report"];

const walked = ["steps", "segments", "epochs", "measurements"];
const tables = ["runs", "cases", ...walked, "verdicts", "deviations"];
/** What differs from run to run: names, times, where and from which code it was made, which other run a walk was taken from. */
const circumstances = "run_id|started|finished|.*seconds|command|config|commit.*|branch|dirty|jobs|taken_from";

/** Every row of every table of the store of a results folder, but for circumstances: bit for bit, by table. */
export async function storedRows(
  results: string,
  { where = "true", of = tables }: { readonly where?: string; readonly of?: readonly string[] } = {},
): Promise<Record<string, unknown>> {
  const columns = `COLUMNS(name -> NOT regexp_full_match(name, '${circumstances}'))`;
  const rows: Record<string, unknown> = {};
  for (const table of of) {
    const answer = await querySql(results, `SELECT ${columns} FROM ${table} WHERE ${where} ORDER BY ALL`);
    rows[table] = answer.rows.map((row) => row.map(exact));
  }
  return rows;
}

/** What the walks of some of its cases left: steps, segments, epochs and measurements. */
export function walkedRows(results: string, where: string): Promise<Record<string, unknown>> {
  return storedRows(results, { where: `case_id IN (SELECT case_id FROM cases WHERE ${where})`, of: walked });
}

/** Makes the small run to its end in a folder of its own and gives the rows that it stores. */
export async function rowsOf(args: readonly string[]): Promise<Record<string, unknown>> {
  let rows = {};
  await inResults(async (results) => {
    const { code, err } = await run([...args, "--quiet", "--results", results]);
    assertEquals(code, 0, err);
    rows = await storedRows(results);
  });
  return rows;
}

/** The file of the folder's only run. */
export async function runFile(results: string): Promise<string> {
  const names = (await Array.fromAsync(Deno.readDir(`${results}/runs`))).map(({ name }) => name);
  const [file, ...others] = names.filter((name) => name.endsWith(".duckdb"));
  assertEquals([file === undefined, others], [false, []]);
  return `${results}/runs/${file}`;
}

/** Status and number of steps of the cases of a run's file. */
export async function storedCases(path: string): Promise<[status: string, steps: number][]> {
  using database = await openStoreFile(path, { access: "read" });
  const rows = await database.query(
    "SELECT status, (SELECT count(*) FROM steps WHERE steps.case_id = cases.case_id) AS made FROM cases ORDER BY position",
  );
  return rows.map(({ status, made }) => [String(status), Number(made)]);
}

/** Runs `work` in a results folder that is removed after it. */
export async function inResults(work: (results: string) => Promise<void>): Promise<void> {
  const results = await Deno.makeTempDir({ prefix: "sgd-walk-faults-" });
  try {
    await work(results);
  } finally {
    await Deno.remove(results, { recursive: true });
  }
}

/** `assertEquals()` takes 0 and -0 for the same. */
function exact(cell: Json): Json {
  return Object.is(cell, -0) ? "-0" : cell;
}
