/** The tables of the store. Every change here is a new `schemaVersion` and a migration. */

import { benchTables } from "./bench_tables.ts";
import { engineColumns, originColumns } from "./origin.ts";
import { stepColumns } from "./step_columns.ts";
import type { Column, Table } from "./table.ts";

/** The version of the tables that this code reads and writes. */
export const schemaVersion = 9;

const runId: Column = ["run_id", "VARCHAR", "The run; sorts by time of start"];
const caseId: Column = ["case_id", "VARCHAR", "Hash of the case and of its measures: the same in every run"];

const runs: Table = {
  name: "runs",
  comment: "One row a run: a suite at a preset, on one machine, at one commit",
  columns: [
    runId,
    ["suite", "VARCHAR", "Name of the suite"],
    [
      "suite_version",
      "BIGINT",
      "Version of the suite; results of different versions are never tested against each other",
    ],
    ["preset", "VARCHAR", "smoke, laptop or paper"],
    ["command", "VARCHAR", "The command with all its flags"],
    ["config_hash", "VARCHAR", "Hash of suite, version, measures and cases"],
    ...engineColumns,
    ["engine_reason", "VARCHAR", "Why this engine: named by the user, or how it was chosen"],
    ["jobs", "BIGINT", "Cases trained side by side"],
    ...originColumns,
    ["versions", "JSON", "Versions of Deno and of the libraries, by name"],
    ["measures", "JSON", "The suite's measures with their options and what they give"],
    ["config", "JSON", "The whole plan of the run but for its cases"],
    ["started", "TIMESTAMP", "When it began", "UTC"],
    ["finished", "TIMESTAMP", "When it ended or was interrupted last; NULL before", "UTC"],
    ["seconds", "DOUBLE", "Wall time, over all its sessions where it was resumed", "s"],
    ["status", "VARCHAR", "running, finished, interrupted or failed"],
    ["error", "VARCHAR", "Why it failed; NULL otherwise"],
  ],
};

const cases: Table = {
  name: "cases",
  comment: "One row a case: a point of the suite's grid and a seed",
  columns: [
    runId,
    caseId,
    ["position", "BIGINT", "Place in the run's plan, from 0"],
    ["network", "VARCHAR", "Name of the network"],
    ["parameters", "BIGINT", "Length of theta"],
    ["dataset", "VARCHAR", "Name of the data set"],
    ["train_samples", "BIGINT", "Training samples, balanced by class"],
    ["evaluation_samples", "BIGINT", "Samples on which segments are evaluated"],
    ["evaluation_batch_size", "BIGINT", "Samples a batch when segments are evaluated"],
    ["validation_samples", "BIGINT", "Samples of the validation split"],
    ["augmentation", "VARCHAR", "How training images are changed: none or crop-flip"],
    ["learning_rate", "DOUBLE", "Learning rate eta"],
    ["momentum", "DOUBLE", "Momentum"],
    ["weight_decay", "DOUBLE", "Weight decay"],
    ["batch_size", "BIGINT", "Samples a mini-batch"],
    ["epochs", "BIGINT", "Epochs to train"],
    ["points", "BIGINT", "Points of a segment: alpha = 1/points, 2/points, ..., 1"],
    ["seed", "BIGINT", "Seed of initialisation, data order and augmentation"],
    ["config", "JSON", "The whole case"],
    ["status", "VARCHAR", "pending, running, finished, diverged, interrupted or failed"],
    ["steps", "BIGINT", "Steps made; NULL before its end"],
    [
      "first_bad_step",
      "BIGINT",
      "First step whose loss, gradient, parameters or running statistics are not finite; NULL where none",
    ],
    ["error", "VARCHAR", "Why it failed; NULL otherwise"],
    ["train_seconds", "DOUBLE", "Time spent in training, by the run that walked it", "s"],
    ["measure_seconds", "DOUBLE", "Time spent in measuring, by the run that walked it", "s"],
    ["data_checksum", "VARCHAR", "SHA-256 of the data, images and labels"],
    ["descent", "VARCHAR", "What the steps follow, by name: SGD, GD, GD with noise of some kind"],
    ["sub_batch_size", "BIGINT", "Samples that are differentiated, and normalised, together"],
    ["planned_steps", "BIGINT", "Steps that the case has where nothing ends it before"],
    ["walk_id", "VARCHAR", "Hash of the case alone: the same for every suite that walks it"],
    ["taken_from", "VARCHAR", "The run that walked the case, whose rows were taken; NULL where this run walked it"],
  ],
};

const steps: Table = {
  name: "steps",
  comment: "One row a step from theta_t to theta_{t+1}; NULL was not measured, NaN was measured and is not a number",
  columns: [
    runId,
    caseId,
    ["step", "BIGINT", "t, from 0"],
    ["epoch", "BIGINT", "Epoch, from 1"],
    ["step_in_epoch", "BIGINT", "Step in its epoch, from 0"],
    ["learning_rate", "DOUBLE", "Learning rate eta of this step"],
    ...stepColumns.map(({ column, comment, unit }): Column =>
      unit ? [column, "DOUBLE", comment, unit] : [column, "DOUBLE", comment]
    ),
  ],
};

const segments: Table = {
  name: "segments",
  comment: "One row an evaluated point of a step's segment",
  columns: [
    runId,
    caseId,
    ["step", "BIGINT", "t, from 0"],
    [
      "draw",
      "VARCHAR",
      "fixed: the same evaluation samples at every point; stochastic: drawn anew at each; batch: the step's own mini-batch",
    ],
    ["alpha", "DOUBLE", "Where on the segment: (1 - alpha) theta_t + alpha theta_{t+1}"],
    ["loss", "DOUBLE", "Mean loss over the samples of the draw", "nats"],
  ],
};

const epochs: Table = {
  name: "epochs",
  comment: "One row an epoch, written at its end",
  columns: [
    runId,
    caseId,
    ["epoch", "BIGINT", "Epoch, from 1"],
    ["steps", "BIGINT", "Steps made so far"],
    ["digest", "VARCHAR", "SHA-256 of theta's bytes, little-endian float32"],
    ["train_loss", "DOUBLE", "Mean of the epoch's mini-batch losses", "nats"],
    ["train_accuracy", "DOUBLE", "Mean of the epoch's mini-batch accuracies, 0 to 1"],
    ["validation_loss", "DOUBLE", "Loss on the validation samples, with running statistics", "nats"],
    ["validation_accuracy", "DOUBLE", "Accuracy on the validation samples, with running statistics, 0 to 1"],
    ["train_seconds", "DOUBLE", "Time spent in training", "s"],
    ["measure_seconds", "DOUBLE", "Time spent in measuring", "s"],
  ],
};

const measurements: Table = {
  name: "measurements",
  comment: "One row a number that has no column of its own, with its estimator's provenance",
  columns: [
    runId,
    caseId,
    ["name", "VARCHAR", "Name of the quantity"],
    ["step", "BIGINT", "Its step; NULL where it belongs to an epoch or to the whole walk"],
    ["epoch", "BIGINT", "Its epoch; NULL where it belongs to the whole walk"],
    ["value", "DOUBLE", "The number"],
    ["iterations", "BIGINT", "Iterations of the estimator"],
    ["residual", "DOUBLE", "Residual at its end"],
    ["converged", "BOOLEAN", "Whether it converged"],
    ["samples", "BIGINT", "Samples that it rests on"],
    ["standard_error", "DOUBLE", "Standard error, in the unit of the value"],
    ["seconds", "DOUBLE", "What it cost", "s"],
  ],
};

const verdicts: Table = {
  name: "verdicts",
  comment: "One row a claim and group: what the run says about it",
  columns: [
    runId,
    ["claim", "VARCHAR", "Id of the claim in the protocols"],
    ["version", "BIGINT", "Version of the criterion"],
    ["statement", "VARCHAR", "The claim in words"],
    ["estimator", "VARCHAR", "How the number is got"],
    ["unit", "VARCHAR", "Unit of the number"],
    ["criterion", "VARCHAR", "When the claim is supported, in words"],
    ["judged_group", "JSON", "The group that is judged by itself, for example network and epoch"],
    ["word", "VARCHAR", "supported, contradicted, undecided or not testable"],
    ["mean", "DOUBLE", "Mean over seeds; NULL where not testable"],
    ["deviation", "DOUBLE", "Sample standard deviation over seeds; NaN for one seed"],
    ["lower", "DOUBLE", "Lower end of the interval"],
    ["upper", "DOUBLE", "Upper end of the interval"],
    ["level", "DOUBLE", "Level of the interval, for example 0.95"],
    ["method", "VARCHAR", "How the interval was made"],
    ["seeds", "BIGINT", "How many seeds"],
    ["observations", "BIGINT", "Observations that the seeds' values rest on together"],
    ["seed_values", "JSON", "seed, value and count of each seed"],
    ["note", "VARCHAR", "Why the word is what it is, where the interval alone does not say it"],
    [
      "p_value",
      "DOUBLE",
      "p-value of the criterion's test by itself; NULL where not testable",
    ],
    [
      "adjusted_p_value",
      "DOUBLE",
      "p_value after Holm's correction over the claim's primary groups in the run (before version 9 over all verdicts of the suite); NULL where exploratory",
    ],
    ["regime", "VARCHAR", "What decides whether the claim is about the group, in words; NULL where it is about all"],
    ["regime_value", "DOUBLE", "Mean of that over the group's seeds"],
    [
      "exploratory",
      "BOOLEAN",
      "Whether the group is none of the claim's primary ones, so that its word is not corrected",
    ],
  ],
};

const deviations: Table = {
  name: "deviations",
  comment: "One row a place where the run differs from the paper",
  columns: [
    runId,
    ["network", "VARCHAR", "Name of the network"],
    ["field", "VARCHAR", "Field of the case"],
    ["paper", "VARCHAR", "What the paper used"],
    ["here", "VARCHAR", "What the run uses"],
  ],
};

const events: Table = {
  name: "events",
  comment: "One row a thing that happened in a run, in their order: its log. Runs made before version 7 have none",
  columns: [
    runId,
    ["case_id", "VARCHAR", "The case that it is about; NULL where it is about the run"],
    ["happened", "TIMESTAMP", "When it happened", "UTC"],
    [
      "kind",
      "VARCHAR",
      "begun, resumed, interrupted, finished, failed; of cases also diverged and taken, from another run; note",
    ],
    ["text", "VARCHAR", "What a note says, why something failed, at which step; NULL where the kind says it all"],
  ],
};

const schemaVersions: Table = {
  name: "schema_version",
  comment: "One row a version of these tables that this file has had; the greatest is in force",
  columns: [
    ["version", "BIGINT", "The version"],
    ["applied", "TIMESTAMP", "When the file was made or migrated to it", "UTC"],
  ],
};

/** The tables that hold a run's rows, each with a column `run_id`: what a merge copies. */
export const runTables = { runs, cases, steps, segments, epochs, measurements, verdicts, deviations, events } as const;

/** All tables of the store. */
export const tables: readonly Table[] = [...Object.values(runTables), ...Object.values(benchTables), schemaVersions];
