/** The steps over which this page takes means: a row of panels each. */

import type { Panel, Row } from "../../mod.ts";
import { panelPerNetwork } from "../sections/arms.ts";

/** The steps that W2, W3, W4 and W8a are judged at. */
export const overshooting = "where GD overshoots";

/** A window with the columns of `walks` that hold a walk's value in it, how many steps that is a mean over, and what else is drawn of it. */
export interface Window {
  readonly window: string;
  readonly columns: Readonly<Record<string, string>>;
}

/** A row for each window of each walk, with the window's columns by their new names; those without a `value` are left out. */
export function byWindow(rows: readonly Row[], windows: readonly Window[]): Row[] {
  const taken = new Set(windows.flatMap(({ columns }) => Object.values(columns)));
  return windows.flatMap(({ window, columns }) =>
    rows.map((row): Row => ({
      ...Object.fromEntries(Object.entries(row).filter(([name]) => !taken.has(name))),
      ...Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, row[column] ?? null])),
      window,
    })).filter(({ value }) => value !== null)
  );
}

/** A row of panels for each window, in it a panel for each network that has a value there. */
export function panelsByWindow(rows: readonly Row[], windows: readonly Window[]): Panel[][] {
  return windows.map(({ window }) =>
    panelPerNetwork(rows.filter((row) => row.window === window)).map(({ title, where }) => ({
      title: `${title}, ${window}`,
      where: { ...where, window },
    }))
  ).filter((panels) => panels.length > 0);
}
