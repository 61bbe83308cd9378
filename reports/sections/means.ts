import { type Column, estimateMean, estimateShare, formatValue, type Row } from "../../mod.ts";

/** What means are taken of, and over which rows. */
export interface MeansOptions {
  readonly keys: readonly string[];
  readonly value: string;
  readonly count: string;
  readonly unit?: "share";
  /** Other columns, of which the rows have the mean over seeds too, under the same names. */
  readonly beside?: readonly string[];
}

/**
 * The mean over seeds of `value`, with its 95 % interval, for each group of rows that agree in `keys`. A row's `count` says how many
 * observations its value is a mean over, as a share of them where `unit` says so; rows without a value are left out. Bounds of a
 * single seed are null, which draws nothing.
 */
export function meansOverSeeds(
  rows: readonly Row[],
  { keys, value, count, unit, beside = [] }: MeansOptions,
): readonly Row[] {
  const estimate = unit === "share" ? estimateShare : estimateMean;
  const besides = beside.map((name) => [name, meansByPlace(rows, { keys, value: name, count })] as const);
  const groups = Map.groupBy(
    rows.filter((row) => typeof row[value] === "number" && Number.isFinite(row[value])),
    (row) => placeOf(row, keys),
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
      ...Object.fromEntries(besides.map(([name, meanAt]) => [name, meanAt(group[0]!)?.mean ?? null])),
    };
  });
}

/** Those means by place: what the rows that agree in `keys` with a row have for a mean; undefined where none has a value. */
export function meansByPlace(rows: readonly Row[], options: MeansOptions): (row: Row) => Row | undefined {
  const means = new Map(meansOverSeeds(rows, options).map((row) => [placeOf(row, options.keys), row]));
  return (row) => means.get(placeOf(row, options.keys));
}

/** Where a row belongs among rows that are told apart by `keys`. */
export function placeOf(row: Row, keys: readonly string[]): string {
  return JSON.stringify(keys.map((key) => row[key] ?? null));
}

/** A mean with its interval, `"0.51 [0.48, 0.54]"`, as tables of several quantities have it, cut to so many decimals; a dash where there is none. */
export function meanWords(
  row: Row | undefined,
  { unit = "", decimals = 10 }: { readonly unit?: string; readonly decimals?: number } = {},
): string {
  const [mean, lower, upper] = ["mean", "lower", "upper"].map((name) =>
    formatValue(Number(Number(row?.[name] ?? NaN).toFixed(decimals)), unit)
  );
  return lower === "–" ? mean! : `${mean} [${lower}, ${upper}]`;
}

/** The columns of a table that show what `meansOverSeeds()` gives: the mean and its interval. */
export function meanColumns(label: string, unit: string): readonly Column[] {
  return [
    { name: "mean", label, unit },
    { name: "lower", label: "95 % from", unit },
    { name: "upper", label: "to", unit },
  ];
}
