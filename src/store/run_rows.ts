/** What a run knows of itself, as rows of the store and back. */

import { gradientSamples } from "../optim/descent_passes.ts";
import { sgdDescent } from "../spec/descent.ts";
import type { Query, RunCase, RunPlan, RunStatus } from "../spec/run.ts";
import { fault, word } from "../spec/shape.ts";
import { UserError } from "../spec/user_error.ts";
import type { Json } from "../spec/measure.ts";
import { walkId } from "../walk/identity.ts";
import { totalSteps } from "../walk/schedule.ts";
import type { Row } from "./append_rows.ts";
import { engineRow, originRow } from "./origin.ts";
import { readCase, readPlan } from "./stored_plan.ts";

/** A run as it is read from the store: its plan but for the cases, and how it went. */
export interface RunRecord extends Omit<RunPlan, "cases"> {
  /** How it ended, or that it has not. */
  readonly status: RunStatus;
  /** ISO 8601, UTC, when it ended or was interrupted last; absent before. */
  readonly finished?: string;
  /** Wall time, seconds, over all its sessions; absent before its end. */
  readonly seconds?: number;
  /** Why it failed. */
  readonly error?: string;
}

/** The row of `runs` of a run that begins. */
export function planRow({ cases: _cases, ...plan }: RunPlan): Row {
  return {
    run_id: plan.id,
    suite: plan.suite,
    suite_version: plan.suiteVersion,
    preset: plan.preset,
    command: plan.command,
    config_hash: plan.configHash,
    ...engineRow(plan.engine),
    engine_reason: plan.engineReason,
    jobs: plan.jobs,
    ...originRow(plan),
    versions: JSON.stringify(plan.versions),
    measures: JSON.stringify(plan.measures),
    config: JSON.stringify(plan),
    started: plan.started,
    status: "running",
  };
}

/** The rows of `cases` of a run that begins. */
export function caseRows(plan: RunPlan): Row[] {
  return plan.cases.map(({ id, case: point, parameterCount }, position) => ({
    run_id: plan.id,
    case_id: id,
    position,
    network: point.network.name,
    parameters: parameterCount,
    dataset: point.dataset,
    train_samples: point.trainSamples,
    evaluation_samples: point.evaluationSamples,
    evaluation_batch_size: point.evaluationBatchSize,
    validation_samples: point.validationSamples,
    augmentation: point.augmentation,
    learning_rate: point.learningRate,
    momentum: point.momentum,
    weight_decay: point.weightDecay,
    batch_size: point.batchSize,
    epochs: point.epochs,
    points: point.points,
    seed: point.seed,
    config: JSON.stringify(point),
    status: "pending",
    descent: (point.descent ?? sgdDescent).name,
    sub_batch_size: point.subBatchSize ?? gradientSamples(point),
    planned_steps: totalSteps(point),
    walk_id: walkId(point),
  }));
}

/** The rows of `deviations` of a run. */
export function deviationRows(plan: RunPlan): Row[] {
  return plan.deviations.map(({ network, field, paper, here }) => ({ run_id: plan.id, network, field, paper, here }));
}

/**
 * The runs of a store, the latest first.
 *
 * @throws {UserError} where a row is none that this program writes.
 */
export async function readRuns(query: Query): Promise<RunRecord[]> {
  const rows = await query(
    "SELECT run_id, config, status, finished, seconds, error FROM runs ORDER BY started DESC, run_id DESC",
  );
  return rows.map((row) => reading(row.run_id, () => readRun(row)));
}

function readRun({ run_id, config, status, finished, seconds, error }: Record<string, Json>): RunRecord {
  const plan = readPlan(String(config));
  if (plan.id !== run_id) throw new TypeError(fault("runs.config.id", `the run's id, ${run_id}`, plan.id));
  const wrong = runStatus(status, "runs.status");
  if (wrong !== undefined) throw new TypeError(wrong);
  return {
    ...plan,
    status: status as RunStatus,
    ...(finished === null ? {} : { finished: String(finished) }),
    ...(seconds === null ? {} : { seconds: Number(seconds) }),
    ...(error === null ? {} : { error: String(error) }),
  };
}

const runStatus = word(["running", "finished", "interrupted", "failed"]);

/** Reads a row: what is wrong with it, its user hears. */
export function reading<Value>(runId: Json | undefined, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UserError(
      `Cannot read run ${runId} as its rows must be such as this program writes: ${error.message}; move the store or the run's file away, ` +
        "then `deno task merge` makes the store anew from the other files",
      { cause: error },
    );
  }
}

/** The cases of a run, in the order of its plan. */
export async function readCases(query: Query, runId: string): Promise<RunCase[]> {
  const rows = await query("SELECT case_id, parameters, config FROM cases WHERE run_id = $runId ORDER BY position", {
    runId,
  });
  return rows.map(({ case_id, parameters, config }) => ({
    id: String(case_id),
    case: reading(runId, () => readCase(String(config))),
    parameterCount: Number(parameters),
  }));
}
