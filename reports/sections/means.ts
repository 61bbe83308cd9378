import { type Column, estimateMean, estimateShare, type Row } from "../../mod.ts";

/**
 * The mean over seeds of `value`, with its 95 % interval, for each group of rows that agree in `keys`. A row's `count` says how many
 * observations its value is a mean over, as a share of them where `unit` says so; rows without a value are left out. Bounds of a
 * single seed are null, which draws nothing.
 */
export function meansOverSeeds(
  rows: readonly Row[],
  { keys, value, count, unit }: {
    readonly keys: readonly string[];
    readonly value: string;
    readonly count: string;
    readonly unit?: "share";
  },
): readonly Row[] {
  const estimate = unit === "share" ? estimateShare : estimateMean;
  const groups = Map.groupBy(
    rows.filter((row) => typeof row[value] === "number" && Number.isFinite(row[value])),
    (row) => JSON.stringify(keys.map((key) => row[key])),
  );
  return [...groups.values()].map((group) => {
    const values = group.map((row) => ({
      seed: Number(row.seed),
      value: Number(row[value]),
      count: Number(row[count]),
    }));
    const { mean, lower, upper, seeds, observations } = estimate(values, 0.95);
    return {
      ...Object.fromEntries(keys.map((key) => [key, group[0]![key] ?? null])),
      mean,
      lower: Number.isFinite(lower) ? lower : null,
      upper: Number.isFinite(upper) ? upper : null,
      seeds,
      observations,
    };
  });
}

/** The columns of a table that show what `meansOverSeeds()` gives: the mean and its interval. */
export function meanColumns(label: string, unit: string): readonly Column[] {
  return [
    { name: "mean", label, unit },
    { name: "lower", label: "95 % from", unit },
    { name: "upper", label: "to", unit },
  ];
}
