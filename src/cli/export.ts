/** `deno task export`: the store's rows as files for other programs. */

import { resolve } from "node:path";
import { UserError } from "../spec/user_error.ts";
import { exportFormats, type ExportItem, exportRows } from "../store/export_rows.ts";
import { openStore } from "../store/reader.ts";
import { runTables, tables } from "../store/schema.ts";
import { views } from "../store/views.ts";
import type { Command } from "./command.ts";
import { exitCodes } from "./exit_codes.ts";
import { oneOf, text } from "./flag_values.ts";
import { type FlagValues, parseFlags, toggle } from "./flags.ts";
import { formatBytes } from "./format_bytes.ts";
import { formatHelp } from "./help.ts";
import { nameRuns, readKnown } from "./name_runs.ts";
import { suggest } from "./suggest.ts";
import { formatTable } from "./table.ts";

const what = {
  run: { value: "RUN", help: "Only this run: an id, a commit, a baseline, latest or latest:SUITE", read: text },
  suite: { value: "NAME", help: "Only runs of this suite", read: text },
  latest: toggle("Only the latest finished run of each suite"),
};

const others = {
  format: { value: "FORMAT", help: exportFormats.join(", "), default: "parquet", read: oneOf(exportFormats) },
  to: { value: "FOLDER", help: "Where the files go", default: "export/ in the folder of the store", read: text },
  force: toggle("Replaces files that are there"),
  json: toggle("What was written, as JSON"),
  results: { value: "FOLDER", help: "The folder of the store", default: "results", read: text },
  help: toggle("This text"),
};

const flags = { ...what, ...others };

/** The command `export`. */
export const exportCommand: Command = {
  about: "Writes rows of the store to files for other programs: CSV, Parquet or JSON",
  async run(args) {
    const { values, words } = parseFlags(flags, args);
    if (values.help) {
      console.log(formatHelp({
        usage: 'deno task export [TABLE|VIEW|"SELECT ..."|NAME="SELECT ..."]... [flags]',
        about: `${this.about}, one each.\n` +
          "Without a name: all tables of runs, all of their rows. docs/store.md lists tables and views.\n" +
          "NULL was not measured, NaN was measured and is not a number: in CSV an empty field and nan, in JSON null and " +
          '"NaN", in Parquet as they are.',
        sections: { "Which runs": what, Flags: others },
        examples: [
          "deno task export --format csv",
          "deno task export barrier_rates heights --latest --to figures",
          'deno task export rates="SELECT run_id, epoch, avg(rate) FROM barrier_rates GROUP BY ALL" --format json',
        ],
      }));
      return exitCodes.ran;
    }
    const results = resolve(values.results ?? "results");
    const folder = values.to === undefined ? resolve(results, "export") : resolve(values.to);
    const runs = await chooseRuns(results, values);
    const files = await exportRows(results, listItems(words), {
      format: values.format ?? "parquet",
      folder,
      ...(runs === undefined ? {} : { runs }),
      force: values.force ?? false,
    });
    console.log(values.json ? JSON.stringify({ folder, runs: runs ?? "all", files }, null, 2) : formatFiles(files));
    return exitCodes.ran;
  },
};

/** The ids of the runs that the flags choose; undefined where they leave all. */
async function chooseRuns(results: string, values: FlagValues<typeof what>): Promise<string[] | undefined> {
  using store = await openStore(results);
  if (values.run !== undefined) {
    if (values.suite !== undefined || values.latest) {
      throw new UserError("Cannot export as --run names the runs alone: --suite or --latest was given beside it");
    }
    return (await nameRuns(values.run, await readKnown(store, results))).runs.map(({ id }) => id);
  }
  if (values.suite === undefined && !values.latest) return undefined;
  const runs = await store.runs();
  const ofSuite = values.suite === undefined ? runs : runs.filter(({ suite }) => suite === values.suite);
  const latest = new Set((await store.query("SELECT run_id FROM latest_runs")).map(({ run_id }) => run_id));
  const chosen = values.latest ? ofSuite.filter(({ id }) => latest.has(id)) : ofSuite;
  if (chosen.length > 0) return chosen.map(({ id }) => id);
  const wanted = `a ${values.latest ? "finished " : ""}run${values.suite === undefined ? "" : ` of ${values.suite}`}`;
  const near = values.suite === undefined ? "" : suggest(values.suite, new Set(runs.map(({ suite }) => suite)));
  throw new UserError(`Cannot export as ${store.path} must hold ${wanted}: it holds none${near}`);
}

function listItems(words: readonly string[]): ExportItem[] {
  if (words.length === 0) return Object.values(runTables).map(({ name }) => ({ name, sql: `FROM ${name}` }));
  const items = words.map((word, index) => readItem(word, index));
  const twice = items.find(({ name }, index) => items.findIndex((one) => one.name === name) < index);
  if (twice === undefined) return items;
  throw new UserError(
    `Cannot export ${twice.name} twice as each file has a name of its own: name the second otherwise`,
  );
}

function readItem(word: string, index: number): ExportItem {
  const [, name, query] = word.match(/^(\w+)=(.*)$/s) ?? [];
  if (name !== undefined && query !== undefined) return { name, sql: query };
  if (/\s/.test(word.trim())) return { name: index === 0 ? "query" : `query_${index + 1}`, sql: word };
  const known = [...tables, ...views].map((one) => one.name);
  if (known.includes(word)) return { name: word, sql: `FROM ${word}` };
  throw new UserError(
    `Cannot export ${word} as it must be SQL, a table or a view: it is neither${suggest(word, known)}; ` +
      "deno task sql lists them with SHOW TABLES",
  );
}

function formatFiles(files: Awaited<ReturnType<typeof exportRows>>): string {
  const rows = files.map(({ file, rows, bytes }) => [file, rows.toLocaleString("en-US"), formatBytes(bytes)]);
  return formatTable([{ title: "file" }, { title: "rows", align: "right" }, { title: "size", align: "right" }], rows);
}
