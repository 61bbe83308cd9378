/** The file of one run: where its walks' rows go. */

import type { Verdict } from "../spec/claim.ts";
import type { CaseStatus, Outcome, Rows } from "../spec/row.ts";
import type { Query, RunPlan, RunStatus, Sink } from "../spec/run.ts";
import { UserError } from "../spec/user_error.ts";
import { appendRows, type Row } from "./append_rows.ts";
import { type Database, queryRows, transaction } from "./database.ts";
import { eventRow, resumptionOfCase, resumptionOfRun, type RunEvent, statusEvents } from "./event_rows.ts";
import { mergeRun } from "./merge.ts";
import { findIncomplete, type IncompleteCase } from "./missing_rows.ts";
import { findUnmerged, type WholeRunFile } from "./merged_runs.ts";
import { runPath } from "./paths.ts";
import { caseRows, deviationRows, planRow, readCases, readRuns } from "./run_rows.ts";
import { runTables } from "./schema.ts";
import { createStoreFile, openStoreFile } from "./store_file.ts";
import { storageError } from "./storage_error.ts";
import { createTurns } from "./turns.ts";
import { verdictRow } from "./verdict_rows.ts";
import { epochRow, measurementRow, segmentRow, stepRow } from "./walk_rows.ts";

/** A run's open file. Disposing closes it and leaves the run as it stands, unfinished where `finish` was not called. */
export interface RunStore extends Sink, Disposable {
  /** The run's own file. */
  readonly path: string;
  /** What the run knew before its first step. */
  readonly plan: RunPlan;
  /** Asks the run's file, with the store's tables and views. */
  readonly query: Query;
  /** Replaces the run's verdicts. */
  saveVerdicts(verdicts: readonly Verdict[]): Promise<void>;
  /**
   * Writes how the run ended, and why where it failed, closes its file and merges it into the store.
   *
   * @throws {UserError} where the store is held for too long: the run's rows are safe in its file.
   */
  finish(status: Exclude<RunStatus, "running">, error?: string): Promise<void>;
}

/**
 * Makes the file of a run that begins, all its cases pending.
 *
 * @param notes What the user should know of the run; they stand in its log.
 * @throws {UserError} where the folder cannot be written or the run is there already.
 */
export async function createRunStore(
  resultsDir: string,
  plan: RunPlan,
  notes: readonly string[] = [],
): Promise<RunStore> {
  const path = runPath(resultsDir, plan.id);
  const created = await createStoreFile(path, async ({ connection }) => {
    await appendRows(connection, runTables.runs, [planRow(plan)]);
    await appendRows(connection, runTables.cases, caseRows(plan));
    await appendRows(connection, runTables.deviations, deviationRows(plan));
    const events: RunEvent[] = [{ kind: "begun" }, ...notes.map((text) => ({ kind: "note", text } as const))];
    await appendRows(connection, runTables.events, events.map((event) => eventRow(plan.id, event, plan.started)));
  });
  if (!created) throw new UserError(`Cannot begin run ${plan.id} as its file must be new: ${path} is there; resume it`);
  return runStore(resultsDir, plan, await openStoreFile(path, { access: "write" }));
}

/**
 * Opens the file of a run to go on with it: its status is running again. One that was killed after it finished and before it was merged
 * stays finished, and has that left to do. A case that ended and has not the rows that it claims, as a log was lost, is pending again.
 *
 * @param options.resumed Whether the run's log says that it is gone on with.
 * @throws {UserError} where it is not there, held by another process, or finished and in the store.
 */
export async function reopenRunStore(
  resultsDir: string,
  runId: string,
  { resumed = false }: { readonly resumed?: boolean } = {},
): Promise<RunStore> {
  const path = runPath(resultsDir, runId);
  const database = await openStoreFile(path, { access: "write", patienceSeconds: 1 });
  try {
    const [record] = await readRuns(database.query);
    if (record === undefined) throw new Error(`internal: ${path} holds no run`);
    const { status, finished: _finished, seconds: _seconds, error: _error, ...plan } = record;
    if (status === "finished" && !await isUnmerged(resultsDir, { runId, path, held: false, run: record })) {
      throw new UserError(`Cannot resume run ${runId} as it must be unfinished: it finished at ${record.finished}`);
    }
    const lost = await findIncomplete(database.query, runId);
    await transaction(database.connection, async () => {
      if (status !== "finished" || lost.length > 0) {
        await database.connection.run("UPDATE runs SET status = 'running', error = NULL");
      }
      for (const one of lost) await forgetCase(database, one);
      if (resumed) await appendRows(database.connection, runTables.events, [await resumptionRow(database, runId)]);
    });
    return runStore(resultsDir, { ...plan, cases: await readCases(database.query, runId) }, database);
  } catch (error) {
    database[Symbol.dispose]();
    throw error;
  }
}

/** Leaves a case that has not the rows that it claims to be walked anew. */
async function forgetCase({ connection }: Database, { runId, caseId, steps, found }: IncompleteCase): Promise<void> {
  for (const { name } of [runTables.steps, runTables.segments, runTables.epochs, runTables.measurements]) {
    await connection.run(`DELETE FROM ${name} WHERE case_id = $caseId`, { caseId });
  }
  await connection.run(
    `UPDATE cases SET status = 'pending', steps = NULL, first_bad_step = NULL, train_seconds = NULL, measure_seconds = NULL,
      data_checksum = NULL, taken_from = NULL WHERE case_id = $caseId`,
    { caseId },
  );
  const text = `it had ended at step ${steps} and only ${found} steps were stored, so it begins anew`;
  await appendRows(connection, runTables.events, [eventRow(runId, { caseId, kind: "note", text })]);
}

async function resumptionRow({ query }: Database, runId: string): Promise<Row> {
  const [last] = await query(
    "SELECT kind FROM events WHERE case_id IS NULL AND kind <> 'note' ORDER BY rowid DESC LIMIT 1",
  );
  return eventRow(runId, resumptionOfRun(last?.kind as RunEvent["kind"] | undefined));
}

async function isUnmerged(resultsDir: string, file: WholeRunFile): Promise<boolean> {
  return (await findUnmerged(resultsDir, [file])).length > 0;
}

function runStore(resultsDir: string, plan: RunPlan, database: Database): RunStore {
  const { connection, path } = database;
  const caseIds = new Set(plan.cases.map(({ id }) => id));
  const opened = performance.now();
  const inTurn = createTurns();

  function write(work: () => Promise<void>): Promise<void> {
    return inTurn(() => transaction(connection, work)).catch((error) => {
      throw storageError(error, "write", path);
    });
  }

  async function logEvents(events: readonly RunEvent[]): Promise<void> {
    await appendRows(connection, runTables.events, events.map((event) => eventRow(plan.id, event)));
  }

  async function writeCase(caseId: string, work: () => Promise<void>): Promise<void> {
    if (!caseIds.has(caseId)) {
      throw new RangeError(`Cannot write rows as their case must be in the plan of run ${plan.id}: ${caseId}`);
    }
    await write(work);
  }

  return {
    path,
    plan,
    query: database.query,
    [Symbol.dispose]: () => database[Symbol.dispose](),

    append(caseId: string, rows: Rows): Promise<void> {
      const keyed = <Item>(items: readonly Item[], row: (item: Item) => Row): Row[] =>
        items.map((item) => ({ run_id: plan.id, case_id: caseId, ...row(item) }));
      return writeCase(caseId, async () => {
        await appendRows(connection, runTables.steps, keyed(rows.steps, stepRow));
        await appendRows(connection, runTables.segments, keyed(rows.segments, segmentRow));
        await appendRows(connection, runTables.epochs, keyed(rows.epochs, epochRow));
        await appendRows(connection, runTables.measurements, keyed(rows.measurements, measurementRow));
      });
    },

    async rewind(caseId: string, steps: number): Promise<boolean> {
      let kept = 0;
      await writeCase(caseId, async () => {
        const parameters = { caseId, steps };
        for (const table of ["steps", "segments", "measurements"]) {
          await connection.run(`DELETE FROM ${table} WHERE case_id = $caseId AND step >= $steps`, parameters);
        }
        await connection.run("DELETE FROM epochs WHERE case_id = $caseId AND steps > $steps", parameters);
        // Of an epoch whose end is forgotten, and of the walk's end.
        await connection.run(
          `DELETE FROM measurements WHERE case_id = $caseId AND step IS NULL AND (epoch IS NULL
             OR epoch > (SELECT coalesce(max(epoch), 0) FROM epochs WHERE case_id = $caseId))`,
          { caseId },
        );
        const counted = "SELECT count(DISTINCT step) AS steps FROM steps WHERE case_id = $caseId";
        const [found] = await queryRows(connection, counted, { caseId });
        kept = Number(found?.steps);
        if (steps > 0 && kept === steps) await logEvents([resumptionOfCase(caseId, steps)]);
      });
      return kept === steps;
    },

    note: (caseId: string, text: string) => writeCase(caseId, () => logEvents([{ caseId, kind: "note", text }])),

    setStatus(caseId: string, status: CaseStatus, detail?: Outcome | { readonly error: string }): Promise<void> {
      const outcome = detail !== undefined && "steps" in detail ? detail : undefined;
      const error = detail !== undefined && "error" in detail ? detail.error : null;
      return writeCase(caseId, async () => {
        await connection.run("UPDATE cases SET status = $status, error = $error WHERE case_id = $caseId", {
          caseId,
          status,
          error,
        });
        await logEvents(statusEvents(caseId, status, detail));
        if (outcome === undefined) return;
        await connection.run(
          `UPDATE cases SET steps = $steps, first_bad_step = $firstBadStep, train_seconds = $trainSeconds,
             measure_seconds = $measureSeconds, data_checksum = $dataChecksum WHERE case_id = $caseId`,
          {
            caseId,
            steps: outcome.steps,
            firstBadStep: outcome.firstBadStep ?? null,
            trainSeconds: outcome.trainSeconds,
            measureSeconds: outcome.measureSeconds,
            dataChecksum: outcome.dataChecksum,
          },
        );
      });
    },

    saveVerdicts(verdicts: readonly Verdict[]): Promise<void> {
      return write(async () => {
        await connection.run("DELETE FROM verdicts");
        await appendRows(connection, runTables.verdicts, verdicts.map((verdict) => verdictRow(plan.id, verdict)));
      });
    },

    async finish(status: Exclude<RunStatus, "running">, error?: string): Promise<void> {
      const seconds = (performance.now() - opened) / 1000;
      await write(async () => {
        await connection.run(
          `UPDATE runs SET status = $status, error = $error, finished = now() AT TIME ZONE 'UTC',
             seconds = coalesce(seconds, 0) + $seconds`,
          { status, error: error ?? null, seconds },
        );
        await logEvents([{ kind: status, text: error }]);
      });
      database[Symbol.dispose]();
      await mergeRun(resultsDir, plan.id);
    },
  };
}
