/** How a chart's line of what it shows is put together: one phrase a network, in the order of the rows. */

import { formatValue, type Row } from "../../mod.ts";

/** "mlp: ...; vgg11: ...", each phrase made of a network's rows; a network without a phrase is left out. */
export function perNetwork(rows: readonly Row[], say: (rows: readonly Row[]) => string): string {
  const phrases = [...Map.groupBy(rows, ({ network }) => String(network))].flatMap(([network, own]) => {
    const phrase = say(own);
    return phrase === "" ? [] : [`${network}: ${phrase}`];
  });
  return phrases.length === 0 ? "" : `${phrases.join("; ")}.`;
}

/** "0.1 to 0.4", or one number where all print alike. */
export function rangeOf(values: readonly number[], unit: string): string {
  const [least, most] = [Math.min(...values), Math.max(...values)].map((value) => formatValue(value, unit));
  return least === most ? least! : `${least} to ${most}`;
}

/** "SGD in 3, GD in 1": how often each is picked, the most frequent first. */
export function countPicks(picks: readonly string[]): string {
  return [...Map.groupBy(picks, (pick) => pick)].map(([pick, own]) => [pick, own.length] as const)
    .sort(([, a], [, b]) => b - a).map(([pick, count]) => `${pick} in ${count}`).join(", ");
}

/** The row whose `value` is least; undefined where none has one. */
export function leastOf(rows: readonly Row[], value: string): Row | undefined {
  return rows.filter((row) => typeof row[value] === "number")
    .reduce<Row | undefined>(
      (least, row) => least && Number(least[value]) <= Number(row[value]) ? least : row,
      undefined,
    );
}
