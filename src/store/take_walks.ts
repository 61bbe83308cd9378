import type { Query, RunPlan } from "../spec/run.ts";
import { UserError } from "../spec/user_error.ts";
import { givenAnyway, givenBy } from "../walk/given.ts";
import { appendRows } from "./append_rows.ts";
import { attachForReading, type Database, transaction } from "./database.ts";
import { type Donor, findDonors, type Seeker } from "./donors.ts";
import { eventRow } from "./event_rows.ts";
import { runPath, storePath } from "./paths.ts";
import { openStore } from "./reader.ts";
import { readWhole } from "./read_whole.ts";
import { runTables } from "./schema.ts";
import { stepColumns } from "./step_columns.ts";
import { storageError } from "./storage_error.ts";
import { isFile, openStoreFile } from "./store_file.ts";

/**
 * Takes the rows of walks that the store has already into the file of a run, so that it is whole by itself: of each case that has not
 * come to its end and has a donor, the rows that walking it with the run's measures would have stored, and how the walk went. The run's
 * file must be open nowhere.
 *
 * @throws {UserError} where the store or the run's file is held for too long, or the disk is full.
 */
export async function takeWalks(
  resultsDir: string,
  plan: RunPlan,
  checksums: ReadonlyMap<string, string>,
): Promise<void> {
  const donors = await findStoredDonors(resultsDir, plan, checksums);
  if (donors.size === 0) return;
  const path = runPath(resultsDir, plan.id);
  try {
    using database = await openStoreFile(path, { access: "merge" });
    const left = await findLeft(database.query);
    await attachForReading(database, storePath(resultsDir), { as: "store" });
    for (const caseId of left) {
      const donor = donors.get(caseId);
      if (donor) await transaction(database.connection, () => takeCase(database, plan, caseId, donor));
    }
  } catch (error) {
    const cause = storageError(error, "write", path);
    if (cause instanceof UserError) await readWhole(storePath(resultsDir));
    throw cause;
  }
}

/** The donors of a run's cases in the store of a results folder; none where there is no store. See `findDonors()`. */
export async function findStoredDonors(
  resultsDir: string,
  seeker: Seeker,
  checksums: ReadonlyMap<string, string>,
): Promise<Map<string, Donor>> {
  if (!await isFile(storePath(resultsDir))) return new Map();
  using store = await openStore(resultsDir);
  return await findDonors(store.query, seeker, checksums);
}

async function findLeft(query: Query): Promise<string[]> {
  const rows = await query("SELECT case_id FROM cases WHERE status NOT IN ('finished', 'diverged') ORDER BY position");
  return rows.map((row) => String(row.case_id));
}

async function takeCase({ connection }: Database, plan: RunPlan, caseId: string, donor: Donor): Promise<void> {
  const { values, draws, measurements } = givenBy(plan.measures);
  const ids = { run: plan.id, caseId, donorRun: donor.runId, donorCase: donor.caseId };
  const given = stepColumns.filter(({ field }) => givenAnyway.has(field) || values.has(field)).map(({ column }) =>
    column
  );
  const taken = [
    { table: "steps", columns: ["step", "epoch", "step_in_epoch", "learning_rate", ...given] },
    { table: "segments", columns: ["* EXCLUDE (run_id, case_id)"], only: { column: "draw", values: draws } },
    { table: "epochs", columns: ["* EXCLUDE (run_id, case_id)"] },
    { table: "measurements", columns: ["* EXCLUDE (run_id, case_id)"], only: { column: "name", values: measurements } },
  ];
  for (const { table, columns, only } of taken) {
    // What an interrupted walk of this case left.
    await connection.run(`DELETE FROM ${table} WHERE case_id = $caseId`, { caseId });
    const kind = only ? `AND list_contains(from_json($kinds, '["VARCHAR"]'), ${only.column})` : "";
    await connection.run(
      `INSERT INTO ${table} BY NAME SELECT $run AS run_id, $caseId AS case_id, ${columns.join(", ")} FROM store.${table}
      WHERE run_id = $donorRun AND case_id = $donorCase ${kind} ORDER BY rowid`,
      only ? { ...ids, kinds: JSON.stringify([...only.values]) } : ids,
    );
  }
  await connection.run(
    `UPDATE cases SET error = NULL, taken_from = $walkedBy, ${outcome.map((column) => `${column} = donor.${column}`)}
    FROM store.cases AS donor WHERE cases.case_id = $caseId AND donor.run_id = $donorRun AND donor.case_id = $donorCase`,
    { caseId, donorRun: donor.runId, donorCase: donor.caseId, walkedBy: donor.walkedBy },
  );
  const event = { caseId, kind: "taken", text: `from run ${donor.walkedBy}` } as const;
  await appendRows(connection, runTables.events, [eventRow(plan.id, event)]);
}

/** The columns of `cases` that say how a walk went. */
const outcome = ["status", "steps", "first_bad_step", "train_seconds", "measure_seconds", "data_checksum"];
