/** Changes that somebody may have made to a run's file, drawn by chance. */

import type { Json } from "../../src/spec/measure.ts";
import { incoming } from "../../src/store/check_incoming.ts";
import type { ColumnType, Table } from "../../src/store/table.ts";

/** A change of the attached file, and the table that it is in. */
export interface Alteration {
  readonly table: string;
  readonly sql: string;
}

const texts = [
  "''",
  "'..'",
  "'../../x'",
  "'/etc/passwd'",
  "'--output=x'",
  "'-rf'",
  "chr(27) || '[2J'",
  "'a' || chr(10) || 'b'",
  "chr(8232)",
  "'NaN'",
  "'finished'",
  "repeat('x', 200000)",
  "'<script>alert(1)</script>'",
  "'kept'",
];
const values: Readonly<Record<ColumnType, readonly string[]>> = {
  VARCHAR: texts,
  JSON: ["'{}'", "'[]'", "'null'", "'\"text\"'", "'17'", "'{\"a\":'", "repeat('[', 100000)", "'[{}]'", "'[null]'"],
  BIGINT: ["-1", "0", "1", "9007199254740993", "9223372036854775807", "-9223372036854775808"],
  DOUBLE: ["'NaN'::DOUBLE", "'Infinity'::DOUBLE", "'-Infinity'::DOUBLE", "-1", "0", "1e300"],
  BOOLEAN: ["NOT dirty"],
  TIMESTAMP: ["'infinity'", "'-infinity'", "'0001-01-01'", "'294000-01-01'", "'2026-01-01'"],
};

/** Draws a change; `random` gives numbers from 0 to 1. */
export function drawAlteration(tables: readonly Table[], random: () => number): Alteration {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const { name, columns } = pick(tables);
  const [column, type] = pick(columns);
  const place = `${incoming}.${name}`;
  const where = `WHERE rowid = (SELECT rowid FROM ${place} ORDER BY rowid LIMIT 1 OFFSET ${Math.floor(random() * 3)})`;
  const value = pick(["NULL", ...type === "BOOLEAN" ? [`NOT ${column}`] : values[type]]);
  const kinds: readonly (() => string)[] = [
    () => `DROP TABLE ${place}`,
    () => `ALTER TABLE ${place} DROP COLUMN ${column}`,
    () => `ALTER TABLE ${place} RENAME COLUMN ${column} TO other`,
    () => `ALTER TABLE ${place} ADD COLUMN other VARCHAR`,
    () => `ALTER TABLE ${place} ALTER COLUMN ${column} TYPE ${type === "VARCHAR" ? "BLOB" : "VARCHAR"}`,
    () => `DROP TABLE ${place}; CREATE VIEW ${place} AS SELECT 1 AS run_id`,
    () => `DELETE FROM ${place} ${where}`,
    () => `INSERT INTO ${place} FROM ${place} ${where}`,
    () => `INSERT INTO ${place} SELECT t.* FROM ${place} AS t, range(10001) ${where.replace("rowid =", "t.rowid =")}`,
  ];
  // Most changes are of one value.
  if (random() < 0.25) return { table: name, sql: pick(kinds)() };
  return { table: name, sql: `UPDATE ${place} SET ${column} = ${value} ${where}` };
}

/** Draws a change inside of JSON: a value that is replaced, or a field that goes. */
export function alterJson(json: string, random: () => number): string {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const alter = (value: Json): Json => {
    const entries = value !== null && typeof value === "object" ? Object.entries(value) : [];
    if (entries.length === 0 || random() < 0.15) {
      return pick([null, -1, 1e300, "..", "../../x", "--output=x", "\u001b[2J", [], {}, true, "x".repeat(200_000)]);
    }
    const [name, inner] = pick(entries);
    if (Array.isArray(value)) return value.map((one, index) => String(index) === name ? alter(one) : one);
    if (random() < 0.3) return Object.fromEntries(entries.filter(([other]) => other !== name));
    return { ...value as Record<string, Json>, [name]: alter(inner as Json) };
  };
  return JSON.stringify(alter(JSON.parse(json)));
}
