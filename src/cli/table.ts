import { visibleText } from "../spec/visible_text.ts";

/** A column of a table. */
export interface Column {
  readonly title: string;
  /** Numbers stand at the right. */
  readonly align?: "left" | "right";
}

/** How a table's lines look. */
export interface TableLayout {
  /** Titles and rule. */
  readonly head: string;
  readonly line: (cells: readonly string[]) => string;
}

/** Letters of a cell that are shown: a name may have any number of them. */
const widest = 160;

/**
 * Rows under their titles, columns aligned, two spaces between them; without spaces at the ends of lines. A cell is one line, its control characters
 * shown as escapes, and has 160 letters at most.
 */
export function formatTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const shown = rows.map((cells) => cells.map(shorten));
  const { head, line } = layOutTable(columns, shown);
  return [head, ...shown.map(line)].join("\n");
}

function shorten(cell: string): string {
  const letters = [...visibleText(cell)];
  return letters.length <= widest ? letters.join("") : `${letters.slice(0, widest - 1).join("")}…`;
}

/** The layout in which these rows fit. */
export function layOutTable(columns: readonly Column[], rows: readonly (readonly string[])[]): TableLayout {
  const widths = columns.map(({ title }, index) =>
    rows.reduce((widest, row) => Math.max(widest, widthOf(row[index] ?? "")), widthOf(title))
  );
  const line = (cells: readonly string[]) =>
    columns.map(({ align }, index) => {
      const cell = cells[index] ?? "";
      const gap = " ".repeat(Math.max(0, widths[index]! - widthOf(cell)));
      return align === "right" ? gap + cell : cell + gap;
    }).join("  ").trimEnd();
  const rule = widths.map((width) => "─".repeat(width)).join("  ");
  return { head: [line(columns.map(({ title }) => title)), rule].join("\n"), line };
}

/** In code points: the tables hold no wide characters. */
function widthOf(text: string): number {
  return [...text].length;
}
