/** Runs as they are compared, without a store: their numbers are drawn by a test. */

import type { ComparedCase } from "../../../src/analysis/compare/compared_case.ts";
import type { ComparedRun } from "../../../src/analysis/compare/compared_run.ts";
import { type Quantity, roundingShare } from "../../../src/analysis/compare/quantity.ts";
import { level } from "../../../src/analysis/decision.ts";
import { mean } from "../../../src/math/statistics.ts";
import { studentInterval } from "../../../src/math/student_interval.ts";
import type { Verdict } from "../../../src/spec/claim.ts";
import { somePlan } from "../../store/fixtures.ts";

/** What a made run consists of. */
export interface MadeRun {
  readonly verdicts: readonly Verdict[];
  readonly quantities: readonly Quantity[];
  readonly seeds: number;
  /** Walks of the same theta are identical bit for bit. */
  readonly theta: string;
  /** Runs of the same rows are, too. */
  readonly rows: string;
}

/** A run of one setting whose walks have an epoch. */
export function madeRun({ verdicts, quantities, seeds, theta, rows }: MadeRun): ComparedRun {
  const { cases: _, ...plan } = somePlan();
  return {
    run: { ...plan, status: "finished" },
    cases: Array.from({ length: seeds }, (_, seed): ComparedCase => ({
      id: `${seed}`,
      walk: `walk ${seed}`,
      setting: "setting",
      columns: { network: "mlp", dataset: "mnist", learning_rate: 0.1 },
      seed,
      status: "finished",
      dataChecksum: "data",
      bits: rows,
      digests: new Map([[1, theta]]),
    })),
    verdicts,
    quantities,
  };
}

/** A claim that a value lies above a limit, with the word that Student's interval gives. */
export function madeVerdict(
  claim: string,
  values: readonly number[],
  { unit = "", count = 30, limit = 0 } = {},
): Verdict {
  const { lower, upper } = studentInterval(values, level);
  return {
    claim,
    version: 1,
    statement: claim,
    estimator: "value",
    unit,
    criterion: `above ${limit}`,
    group: {},
    word: lower > limit ? "supported" : upper < limit ? "contradicted" : "undecided",
    values: values.map((value, seed) => ({ seed, value, count })),
    note: "",
  };
}

/** A walk's quantity at its epoch from the numbers of each seed's steps. */
export function madeQuantity(
  name: string,
  steps: readonly (readonly number[])[],
  { unit = "", leastScale = 0, counts = false } = {},
): Quantity {
  return {
    part: "walk",
    name,
    what: name,
    unit,
    leastScale,
    group: { epoch: 1 },
    setting: "setting",
    values: steps.map((own, seed) => ({
      seed,
      value: mean(own),
      bits: own.join(),
      resolution: counts ? 1 / own.length : 0,
      rounding: roundingShare * mean(own.map(Math.abs)),
      sketch: mean(own.map((one, step) => one * ((step * 0.618) % 1))),
    })),
  };
}
