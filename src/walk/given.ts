import type { MeasureRecord } from "../spec/measure.ts";
import type { Draw, StepValues } from "../spec/row.ts";

/** Which rows of a walk are there for measures' sake. */
export interface GivenRows {
  /** Columns of the steps' rows. */
  readonly values: ReadonlySet<keyof StepValues>;
  /** Segments, by their draw. */
  readonly draws: ReadonlySet<Draw>;
  /** Measurements, by their name. */
  readonly measurements: ReadonlySet<string>;
}

/** Columns of a step's row that are there whatever looks at it. */
export const givenAnyway: ReadonlySet<keyof StepValues> = new Set(["batchLoss", "batchAccuracy", "noiseNorm"]);

/** What measures in this order give together, beside `givenAnyway`. */
export function givenBy(measures: readonly MeasureRecord[]): GivenRows {
  const values = new Set<keyof StepValues>();
  const draws = new Set<Draw>();
  const measurements = new Set<string>();
  for (const { gives = {} } of measures) {
    for (const draw of draws) gives.drawn?.[draw]?.forEach((value) => values.add(value));
    gives.values?.forEach((value) => values.add(value));
    gives.draws?.forEach((draw) => draws.add(draw));
    gives.measurements?.forEach((name) => measurements.add(name));
  }
  return { values, draws, measurements };
}

/**
 * Whether a walk at which `seen` looked has every row that it would have had with `wanted` alone: they are among `seen` in the same order,
 * with the same options, and no other one gives rows of the same kind.
 */
export function hasRowsOf(seen: readonly MeasureRecord[], wanted: readonly MeasureRecord[]): boolean {
  const others: MeasureRecord[] = [];
  let found = 0;
  for (const measure of seen) {
    if (measure.gives === undefined) return false;
    if (found < wanted.length && isSame(measure, wanted[found]!)) found++;
    else others.push(measure);
  }
  if (found < wanted.length) return false;
  const own = givenBy(wanted);
  return others.every(({ gives = {} }) =>
    [...gives.values ?? [], ...Object.values(gives.drawn ?? {}).flat()].every((value) => !own.values.has(value)) &&
    (gives.draws ?? []).every((draw) => !own.draws.has(draw)) &&
    (gives.measurements ?? []).every((name) => !own.measurements.has(name))
  );
}

function isSame(a: MeasureRecord, b: MeasureRecord): boolean {
  return a.name === b.name && JSON.stringify(a.options) === JSON.stringify(b.options);
}
