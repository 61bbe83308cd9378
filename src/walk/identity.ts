import { createHash } from "node:crypto";
import { gradientSamples } from "../optim/descent_passes.ts";
import type { Case } from "../spec/case.ts";
import { sgdDescent } from "../spec/descent.ts";
import type { Measure, MeasureRecord } from "../spec/measure.ts";
import type { Suite } from "../spec/suite.ts";
import { totalSteps } from "./schedule.ts";

/**
 * The identity of a case: a hash of everything that its rows depend on but the engine. The same case has the same identity in
 * every run, on every machine; 16 hexadecimal digits.
 */
export function caseId(one: Case, measures: readonly Measure[]): string {
  return hash({ case: one, measures: namesOf(measures) });
}

/** The identity of a walk, whatever looks at it: a hash of the case alone, with what it may leave out. */
export function walkId(one: Case): string {
  const { descent = sgdDescent, subBatchSize = gradientSamples(one) } = one;
  return hash({ ...one, descent, subBatchSize, steps: totalSteps(one) });
}

/** The identity of a run's question: suite, version, measures and cases; runs with the same hash can be compared. */
export function configHash(suite: Pick<Suite, "name" | "version" | "measures">, cases: readonly Case[]): string {
  const { name, version, measures } = suite;
  return hash({ name, version, measures: namesOf(measures), cases });
}

/** The measures as they are stored with a run. */
export function describeMeasures(measures: readonly Measure[]): MeasureRecord[] {
  return measures.map(({ name, options, gives }) => ({ name, options, gives }));
}

function namesOf(measures: readonly Measure[]): unknown {
  return measures.map(({ name, options }) => ({ name, options }));
}

function hash(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value, sortKeys)).digest("hex").slice(0, 16);
}

function sortKeys(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1));
}
