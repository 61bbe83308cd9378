import { resolve } from "node:path";
import type { Json } from "../spec/measure.ts";
import { UserError } from "../spec/user_error.ts";
import { querySql, type SqlResult } from "../store/reader.ts";
import type { Command } from "./command.ts";
import { countOf } from "./count_of.ts";
import { exitCodes } from "./exit_codes.ts";
import { text } from "./flag_values.ts";
import { parseFlags, toggle } from "./flags.ts";
import { formatHelp } from "./help.ts";
import { formatTable } from "./table.ts";

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
    const { values, words } = parseFlags(flags, args);
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
    refuseOtherThanOne(words[0]!);
    if (values.json && values.csv) {
      throw new UserError("Cannot answer as --json and --csv exclude each other: both given");
    }
    const result = await querySql(resolve(values.results ?? "results"), words[0]!);
    console.log(values.json ? asJson(result) : values.csv ? asCsv(result) : asTable(result));
    return exitCodes.ran;
  },
};

function refuseOtherThanOne(sql: string): void {
  // Semicolons in quotes and comments end no statement.
  const bare = sql.replace(
    /'[^']*'|"[^"]*"|\$\$[^]*?\$\$|--.*|\/\*[^]*?\*\//g,
    (part) => /^['"$]/.test(part) ? "text" : " ",
  );
  const statements = bare.split(";").filter((statement) => statement.trim() !== "").length;
  if (statements === 1) return;
  throw new UserError(`Cannot ask the store as the SQL must be one statement: ${statements} were given`);
}

function asJson({ columns, rows }: SqlResult): string {
  const names = columns.map(({ name }) => name);
  return JSON.stringify(
    rows.map((row) => Object.fromEntries(row.map((cell, index) => [names[index]!, cell]))),
    null,
    2,
  );
}

/** As RFC 4180 has it, with plain line ends; an empty field is NULL. */
function asCsv({ columns, rows }: SqlResult): string {
  const quote = (field: string) => /[",\n\r]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
  return [columns.map(({ name }) => name), ...rows.map((row) => row.map(cellText))]
    .map((fields) => fields.map(quote).join(",")).join("\n");
}

function asTable({ columns, rows }: SqlResult): string {
  const numeric = /^(.*INT.*|DOUBLE|FLOAT|DECIMAL.*)$/;
  const table = formatTable(
    columns.map(({ name, type }) => ({ title: name, align: numeric.test(type) ? "right" : "left" })),
    rows.map((row) => row.map((cell) => cell === null ? "NULL" : cellText(cell))),
  );
  return `${table}\n${countOf(rows.length, "row")}`;
}

function cellText(cell: Json): string {
  if (cell === null) return "";
  return typeof cell === "object" ? JSON.stringify(cell) : String(cell);
}
