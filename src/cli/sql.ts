import { resolve } from "node:path";
import type { Json } from "../spec/measure.ts";
import { UserError } from "../spec/user_error.ts";
import { visibleText } from "../spec/visible_text.ts";
import { answerSql, type SqlAnswer } from "../store/reader.ts";
import type { Command } from "./command.ts";
import { countOf } from "./count_of.ts";
import { exitCodes } from "./exit_codes.ts";
import { text } from "./flag_values.ts";
import { parseFlags, toggle } from "./flags.ts";
import { formatHelp } from "./help.ts";
import { layOutTable, type TableLayout } from "./table.ts";

const flags = {
  json: toggle("Rows as a JSON array of objects"),
  csv: toggle("Rows as CSV"),
  results: { value: "FOLDER", help: "The folder of the store", default: "results", read: text },
  help: toggle("This text"),
};

/** The command `sql`. */
export const sqlCommand: Command = {
  about: "Answers SQL from the store, which it only reads",
  async run(args) {
    const { values, words: others } = parseFlags(flags, args.filter((argument) => !isComment(argument)));
    const words = [...args.filter(isComment), ...others];
    if (values.help) {
      console.log(formatHelp({
        usage: 'deno task sql "SELECT ..." [flags]',
        about: this.about,
        sections: { Flags: flags },
        examples: [
          'deno task sql "SHOW TABLES"',
          'deno task sql "SELECT network, epoch, avg(barrier_excess > 0) FROM steps JOIN cases USING (run_id, case_id) GROUP BY ALL"',
          'deno task sql "FROM runs" --csv > runs.csv',
        ],
      }));
      return exitCodes.ran;
    }
    if (words.length !== 1) {
      throw new UserError(
        `Cannot ask the store as the SQL must be one argument, in quotes: ${words.length} were given`,
      );
    }
    if (values.json && values.csv) {
      throw new UserError("Cannot answer as --json and --csv exclude each other: both given");
    }
    using answer = await answerSql(resolve(values.results ?? "results"), words[0]!);
    for await (const text of values.json ? asJson(answer) : values.csv ? asCsv(answer) : asTable(answer)) {
      // What is not for a terminal keeps its bytes: CSV has no escapes.
      console.log(Deno.stdout.isTerminal() ? visibleText(text, { lines: true }) : text);
    }
    return exitCodes.ran;
  },
};

/** SQL that begins with a comment looks like a flag: but in what follows `--results=`, no flag has a space or a line end in it. */
function isComment(argument: string): boolean {
  return /^--[^]*\s/.test(argument) && !Object.keys(flags).some((name) => argument.startsWith(`--${name}=`));
}

/** Lines as `JSON.stringify(objects, null, 2)` writes them. */
async function* asJson({ columns, rows }: SqlAnswer): AsyncGenerator<string> {
  const objectOf = (row: readonly Json[]) => {
    const object = Object.fromEntries(row.map((cell, index) => [columns[index]!.name, cell]));
    return visibleText(JSON.stringify(object, null, 2).replaceAll(/^/gm, "  "), { lines: true });
  };
  let last: string | undefined;
  for await (const batch of rows) {
    if (batch.length === 0) continue;
    const objects = batch.map(objectOf);
    const before = last === undefined ? "[" : `${last},`;
    last = objects.pop()!;
    yield [before, ...objects.map((object) => `${object},`)].join("\n");
  }
  yield last === undefined ? "[]" : `${last}\n]`;
}

/** As RFC 4180 has it, with plain line ends; an empty field is NULL. */
async function* asCsv({ columns, rows }: SqlAnswer): AsyncGenerator<string> {
  const quote = (field: string) => /[",\n\r]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
  yield columns.map(({ name }) => quote(name)).join(",");
  for await (const batch of rows) {
    if (batch.length > 0) yield batch.map((row) => row.map(cellText).map(quote).join(",")).join("\n");
  }
}

/** Columns are as wide as the first rows need: a wider cell that comes later pushes what stands beside it. */
async function* asTable({ columns, rows }: SqlAnswer): AsyncGenerator<string> {
  if (columns[1]?.name === "explain_value") {
    for await (const batch of rows) yield* batch.map(([, plan]) => visibleText(String(plan), { lines: true }));
    return;
  }
  const numeric = /^(.*INT.*|DOUBLE|FLOAT|DECIMAL.*)$/;
  let layout: TableLayout | undefined;
  let count = 0;
  for await (const batch of withEmpty(rows)) {
    const cells = batch.map((row) => row.map((cell) => cell === null ? "NULL" : visibleText(cellText(cell))));
    if (layout === undefined) {
      layout = layOutTable(
        columns.map(({ name, type }) => ({ title: visibleText(name), align: numeric.test(type) ? "right" : "left" })),
        cells,
      );
      yield layout.head;
    }
    if (cells.length > 0) yield cells.map(layout.line).join("\n");
    count += cells.length;
  }
  yield countOf(count, "row");
}

/** The same, with a batch also where there is no row. */
async function* withEmpty<Row>(batches: AsyncIterable<readonly Row[]>): AsyncGenerator<readonly Row[]> {
  let any = false;
  for await (const batch of batches) {
    any = true;
    yield batch;
  }
  if (!any) yield [];
}

function cellText(cell: Json): string {
  if (cell === null) return "";
  return typeof cell === "object" ? JSON.stringify(cell) : String(cell);
}
