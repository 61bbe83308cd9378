/** What the rows of a run's tables must be: the rules by which files from elsewhere are checked, each as DuckDB's SQL. */

import { benchKinds } from "../spec/bench.ts";
import type { Augmentation } from "../spec/case.ts";
import type { VerdictWord } from "../spec/claim.ts";
import { datasetNames } from "../spec/dataset.ts";
import { engineNames } from "../spec/engine.ts";
import type { CaseStatus, Draw } from "../spec/row.ts";
import type { RunStatus } from "../spec/run.ts";
import { presetNames } from "../spec/suite.ts";
import { benchTables } from "./bench_tables.ts";
import type { RunEvent } from "./event_rows.ts";
import { type Pattern, patterns } from "./patterns.ts";
import { runTables } from "./schema.ts";
import type { ColumnType, Table } from "./table.ts";

/** What a column's values must be, NULL apart. */
export interface Rule {
  /** True of a good value in `column`. */
  readonly sql: (column: string) => string;
  readonly what: string;
}

/** A column with its rule. */
export interface RuledColumn extends Rule {
  readonly column: string;
  /** Whether NULL is refused. */
  readonly required: boolean;
}

function like({ source, what }: Pattern): Rule {
  return { sql: (column) => `regexp_full_match(${column}, '${source}', 's')`, what };
}

function oneOf(words: readonly string[]): Rule {
  return {
    sql: (column) => `${column} IN (${words.map((word) => `'${word}'`).join(", ")})`,
    what: `one of ${words.join(", ")}`,
  };
}

/** All words of a type: one that is added to it and not here does not compile. */
function wordsOf<Word extends string>(words: Readonly<Record<Word, true>>): Rule {
  return oneOf(Object.keys(words));
}

function texts(length: number): Rule {
  return { sql: (column) => `length(${column}) <= ${length}`, what: `a text of ${length} characters at most` };
}

const share: Rule = { sql: (column) => `${column} BETWEEN 0 AND 1`, what: "a number from 0 to 1" };
const duration: Rule = { sql: (column) => `${column} >= 0 AND isfinite(${column})`, what: "zero or a positive number" };

const byType: Readonly<Record<ColumnType, Rule>> = {
  VARCHAR: texts(100_000),
  // What a JavaScript number holds.
  BIGINT: { sql: (column) => `${column} BETWEEN 0 AND 9007199254740991`, what: "a whole number from 0 to 2^53 - 1" },
  DOUBLE: { sql: () => "true", what: "a number" },
  BOOLEAN: { sql: () => "true", what: "true or false" },
  TIMESTAMP: {
    sql: (column) => `${column} BETWEEN TIMESTAMP '1970-01-01' AND TIMESTAMP '9999-12-31'`,
    what: "a time from 1970 to 9999",
  },
  JSON: { sql: (column) => `length(${column}) <= 10000000`, what: "JSON of 10 MB at most" },
};

const id = like(patterns.id);
const hash = like(patterns.hash);
const name = like(patterns.name);

/** Columns that mean the same in every table that has them. */
const everywhere: Readonly<Record<string, Rule>> = {
  run_id: id,
  bench_id: id,
  case_id: id,
  taken_from: id,
  suite: like(patterns.suite),
  preset: oneOf(presetNames),
  engine: oneOf(engineNames),
  commit_hash: like(patterns.commit),
  config_hash: hash,
  walk_id: hash,
  data_checksum: hash,
  digest: hash,
  network: name,
  name,
  claim: name,
  field: name,
  dataset: oneOf(datasetNames),
  descent: name,
  augmentation: wordsOf<Augmentation>({ none: true, "crop-flip": true }),
  draw: wordsOf<Draw>({ fixed: true, stochastic: true, batch: true }),
  alpha: share,
  word: wordsOf<VerdictWord>({ supported: true, contradicted: true, undecided: true, "not testable": true }),
  seconds: duration,
  train_seconds: duration,
  measure_seconds: duration,
  hostname: name,
  branch: name,
};

const inTable: Readonly<Record<string, Readonly<Record<string, Rule>>>> = {
  runs: { status: wordsOf<RunStatus>({ running: true, finished: true, interrupted: true, failed: true }) },
  cases: {
    status: wordsOf<CaseStatus>({
      pending: true,
      running: true,
      finished: true,
      diverged: true,
      interrupted: true,
      failed: true,
    }),
  },
  events: {
    kind: wordsOf<RunEvent["kind"]>({
      begun: true,
      resumed: true,
      taken: true,
      note: true,
      finished: true,
      diverged: true,
      interrupted: true,
      failed: true,
    }),
  },
  bench_results: { kind: oneOf(benchKinds), work: duration, median: duration, fastest: duration },
};

/** What no row of a table leaves out. */
const required: Readonly<Record<string, readonly string[]>> = {
  runs:
    "run_id suite suite_version preset command config_hash engine commit_hash versions measures config started status"
      .split(" "),
  cases: ("run_id case_id position network parameters dataset train_samples evaluation_samples evaluation_batch_size " +
    "validation_samples augmentation learning_rate momentum weight_decay batch_size epochs points seed config status")
    .split(" "),
  steps: ["run_id", "case_id", "step", "epoch", "step_in_epoch", "learning_rate"],
  segments: ["run_id", "case_id", "step", "draw", "alpha", "loss"],
  epochs: ["run_id", "case_id", "epoch", "steps", "digest"],
  measurements: ["run_id", "case_id", "name", "value"],
  verdicts: "run_id claim version statement estimator unit criterion judged_group word seed_values note".split(" "),
  deviations: ["run_id", "network", "field", "paper", "here"],
  events: ["run_id", "happened", "kind"],
  benches: ("bench_id command engine engine_library engine_version engine_device engine_threads commit_hash branch " +
    "commit_subject dirty hostname operating_system processor cores memory_bytes versions started seconds").split(" "),
  bench_results: ("bench_id position kind name work work_unit median lower_quartile upper_quartile fastest rounds " +
    "iterations round_seconds").split(" "),
};

/** The rules of a table's columns. */
export function rulesOf({ name, columns }: Table): RuledColumn[] {
  return columns.map(([column, type]) => ({
    column,
    required: required[name]?.includes(column) ?? false,
    ...inTable[name]?.[column] ?? everywhere[column] ?? byType[type],
  }));
}

/** The most rows that a run, or a run of benchmarks, has in a table. */
export const mostRows: Readonly<Record<string, number>> = {
  [runTables.cases.name]: 100_000,
  [runTables.verdicts.name]: 10_000,
  [runTables.deviations.name]: 10_000,
  [runTables.events.name]: 1_000_000,
  [benchTables.benchResults.name]: 10_000,
};
