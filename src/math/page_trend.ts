import { pnorm } from "lib-r-math.js";
import { ranks } from "./ranks.ts";

/** What Page's test finds. */
export interface PageTrend {
  /** Page's L: the sum over conditions of their place, from 1, times their sum of ranks. */
  readonly statistic: number;
  /** How likely so great an L is where no condition differs. */
  readonly pValue: number;
  /** Whether the p-value is exact or from the normal distribution. */
  readonly method: "exact" | "normal";
}

/** Up to so many conditions the p-value is exact: all 5,040 orders of seven are counted (ours). */
const exactConditions = 7;

/**
 * Page's test that values grow from condition to condition: `table` has a row a seed, `[seeds, conditions]`, the conditions in the order
 * in which they should grow. Exact up to 7 conditions without ties, else by the normal distribution, without correction for ties, which
 * is conservative.
 *
 * Source: Page (1963), Ordered hypotheses for multiple treatments.
 *
 * @throws {TypeError} If the rows have different lengths, or fewer than three conditions.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 * import { pageTrend } from "./page_trend.ts";
 *
 * const { statistic, pValue } = pageTrend([[1, 2, 3], [0.1, 0.5, 0.7]]);
 * assertEquals(statistic, 28); // twice 1 + 4 + 9, the greatest there is
 * assertAlmostEquals(pValue, 1 / 36, 1e-12); // one of the six orders in each row
 * ```
 */
export function pageTrend(table: readonly (readonly number[])[]): PageTrend {
  const conditions = table[0]?.length ?? 0;
  if (conditions < 3 || table.some((row) => row.length !== conditions)) {
    const found = table.map((row) => row.length).join(", ");
    throw new TypeError(`Cannot test a trend as every row must have the same three or more conditions: ${found}`);
  }
  const ranked = table.map(ranks);
  const statistic = ranked.reduce((sum, row) => sum + weigh(row), 0);
  if (conditions <= exactConditions && ranked.flat().every(Number.isInteger)) {
    return { statistic, pValue: exactTail(statistic, conditions, table.length), method: "exact" };
  }
  const mean = table.length * conditions * (conditions + 1) ** 2 / 4;
  const variance = table.length * (conditions * (conditions + 1)) ** 2 * (conditions - 1) / 144;
  return { statistic, pValue: pnorm((mean - statistic) / Math.sqrt(variance)), method: "normal" };
}

function weigh(row: readonly number[]): number {
  return row.reduce((sum, rank, place) => sum + (place + 1) * rank, 0);
}

/** How likely L is at least `statistic` where every row's order is any with the same chance. */
function exactTail(statistic: number, conditions: number, rows: number): number {
  const orders = permutations(Array.from({ length: conditions }, (_, place) => place + 1));
  let chances = new Map([[0, 1]]);
  const ofRow = new Map([...Map.groupBy(orders.map(weigh), (sum) => sum)].map(([sum, all]) => [sum, all.length]));
  for (let row = 0; row < rows; row++) {
    const next = new Map<number, number>();
    for (const [sum, chance] of chances) {
      for (const [more, count] of ofRow) {
        next.set(sum + more, (next.get(sum + more) ?? 0) + chance * count / orders.length);
      }
    }
    chances = next;
  }
  return [...chances].reduce((tail, [sum, chance]) => sum >= statistic ? tail + chance : tail, 0);
}

function permutations(items: readonly number[]): number[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((first) => permutations(items.filter((item) => item !== first)).map((rest) => [first, ...rest]));
}
