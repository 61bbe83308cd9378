/** How pages name what is compared: a panel for each network and data set, in it an arm for each learning rate. */

import { formatSetting, type Panel, type Row } from "../../mod.ts";

/** The rows with a column `arm`: the learning rate, and the batch size where the run has several. */
export function withArms(rows: readonly Row[]): readonly Row[] {
  const several = new Set(rows.map(({ batch_size }) => batch_size)).size > 1;
  return rows.map((row) => ({
    ...row,
    arm: `η ${formatSetting(Number(row.learning_rate))}${several ? `, batch ${row.batch_size}` : ""}`,
  }));
}

/** The arms of some rows, the largest learning rate first. */
export function armsOf(rows: readonly Row[]): string[] {
  const ordered = rows.toSorted((a, b) =>
    Number(b.learning_rate) - Number(a.learning_rate) || Number(a.batch_size) - Number(b.batch_size)
  );
  return [...new Set(ordered.map(({ arm }) => String(arm)))];
}

/** A panel for each network and data set, in the order of the rows. */
export function panelPerNetwork(rows: readonly Row[]): Panel[] {
  const first = new Map(rows.map((row) => [`${row.network} on ${row.dataset}`, row]));
  return [...first].map(([title, { network, dataset }]) => ({
    title,
    where: { network: network ?? null, dataset: dataset ?? null },
  }));
}

/** How many seeds some rows come from, in words. */
export function seedCount(rows: readonly Row[]): string {
  const seeds = new Set(rows.map(({ seed }) => seed)).size;
  return seeds === 1 ? "1 seed" : `${seeds} seeds`;
}
