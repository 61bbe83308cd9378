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

/** Rows under their titles, columns aligned, two spaces between them; without spaces at the ends of lines. */
export function formatTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const { head, line } = layOutTable(columns, rows);
  return [head, ...rows.map(line)].join("\n");
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
