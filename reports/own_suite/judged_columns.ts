import type { Verdict } from "../../mod.ts";

/** The most columns that a page has room for. */
const mostColumns = 12;

/** The settings, two at most, that make the columns of the table of verdicts: those that every verdict has, the network first. */
export function judgedColumns(verdicts: readonly Verdict[]): string[] {
  const keys = Object.keys(verdicts[0]?.group ?? {}).filter((key) => verdicts.every(({ group }) => key in group));
  const columns: string[] = [];
  for (const key of keys.toSorted((a, b) => Number(b === "network") - Number(a === "network"))) {
    const wider = [...columns, key];
    const combinations = new Set(verdicts.map(({ group }) => JSON.stringify(wider.map((one) => group[one]))));
    if (wider.length <= 2 && combinations.size <= mostColumns) columns.push(key);
  }
  return columns;
}
