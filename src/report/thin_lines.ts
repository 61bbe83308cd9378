import { mostPoints } from "./lines.ts";

/** What tells the lines of a query apart, and their points. */
export interface ThinLinesOptions {
  /** The column along the line: whole numbers. */
  readonly x: string;
  /** The column that is drawn. */
  readonly y: string;
  /** The columns that tell the lines apart. */
  readonly by: readonly string[];
  /** The most points of all lines together; what a page bears by default. */
  readonly most?: number;
}

/**
 * The query with its lines thinned out by the store, so that a walk of a million steps need not be read to be drawn. Where it has more than
 * `most` rows, each line is cut into stretches of the same length, and of each the first, the least, the greatest and the last point stay. A
 * column `line_points` says how many points the line has in the store. The rows come ordered by `by`, then `x`.
 *
 * Source: M4, as `downsample()`.
 */
export function thinLines(sql: string, { x, y, by, most = mostPoints }: ThinLinesOptions): string {
  const line = by.join(", ");
  const finite = `FILTER (isfinite(${y})) OVER stretch`;
  return `
    WITH points AS (${sql}),
    extent AS (
      SELECT count(*) AS total, min(${x}) AS begin, max(${x}) AS till,
        greatest(1, ${most} // 4 // greatest(1, count(DISTINCT (${line})))) AS stretches
      FROM points
    ),
    placed AS (
      SELECT points.*, count(*) OVER (PARTITION BY ${line}) AS line_points, total,
        (${x} - begin) * stretches // (till - begin + 1) AS stretch_of_line
      FROM points, extent
    )
    SELECT * EXCLUDE (total, stretch_of_line) FROM placed
    WINDOW stretch AS (PARTITION BY ${line}, stretch_of_line)
    QUALIFY total <= ${most} OR ${x} IN
      (min(${x}) OVER stretch, arg_min(${x}, ${y}) ${finite}, arg_max(${x}, ${y}) ${finite}, max(${x}) OVER stretch)
    ORDER BY ${line}, ${x}`;
}
