/** From the checked file that is attached into the store. */

import { UserError } from "../spec/user_error.ts";
import { benchTables } from "./bench_tables.ts";
import { incoming } from "./check_incoming.ts";
import { type Database, queryRows } from "./database.ts";
import { runTables } from "./schema.ts";
import type { Table } from "./table.ts";

/** The store, open, with the file attached. */
type Connected = Pick<Database, "connection">;

/** What the store has of a run, or of benchmarks, is not what the file has of it. */
export class OtherRunError extends UserError {}

/**
 * Refuses a file of another folder whose runs the store has with other rows.
 *
 * @param name The file, for the message.
 * @throws {OtherRunError} where it is so.
 */
export async function refuseOtherRuns({ connection }: Connected, name: string): Promise<void> {
  const known = await queryRows(
    connection,
    `SELECT run_id, ours.status, ours.config = theirs.config AS same_plan
    FROM runs AS ours JOIN ${incoming}.runs AS theirs USING (run_id)`,
  );
  for (const { run_id, status, same_plan } of known) {
    const missing = (one: string, other: string, { name: table, columns }: Table) => {
      const selected = `SELECT ${columns.map(([column]) => column)} FROM`;
      return `(${selected} ${one}${table} WHERE run_id = $id EXCEPT ALL ${selected} ${other}${table} WHERE run_id = $id)`;
    };
    // A run that has finished has all its rows; one that has not may have been gone on with elsewhere.
    const differences = status === "finished"
      ? Object.values(runTables).flatMap((table) => [
        missing("", `${incoming}.`, table),
        missing(`${incoming}.`, "", table),
      ])
      : [missing("", `${incoming}.`, runTables.steps), missing("", `${incoming}.`, runTables.segments)];
    const counts = differences.map((rows) => `(SELECT count(*) FROM ${rows})`).join(" + ");
    const [found] = await queryRows(connection, `SELECT ${counts} AS rows`, { id: String(run_id) });
    if (same_plan === true && found?.rows === 0) continue;
    throw new OtherRunError(
      `Cannot merge ${name} as what the store has of run ${run_id} must stay: the file has other rows of it; prune the run first`,
    );
  }
  for (const { name: table, columns } of Object.values(benchTables)) {
    const selected = columns.map(([column]) => column).join(", ");
    const [other] = await queryRows(
      connection,
      `SELECT bench_id FROM (
        SELECT ${selected} FROM ${table} WHERE bench_id IN (SELECT bench_id FROM ${incoming}.benches)
        EXCEPT ALL SELECT ${selected} FROM ${incoming}.${table}
      ) LIMIT 1`,
    );
    if (other === undefined) continue;
    throw new OtherRunError(
      `Cannot merge ${name} as what the store has of benchmarks ${other.bench_id} must stay: the file has other rows of them`,
    );
  }
}

/** Puts the rows of the attached file into the store in the place of what the store has of its runs. Meant to run in a transaction. */
export async function copyIncoming({ connection }: Connected): Promise<void> {
  for (const { name } of Object.values(runTables)) {
    await connection.run(`DELETE FROM ${name} WHERE run_id IN (SELECT run_id FROM ${incoming}.runs)`);
    await connection.run(`INSERT INTO ${name} BY NAME SELECT * FROM ${incoming}.${name}`);
  }
  for (const { name } of Object.values(benchTables)) {
    await connection.run(`DELETE FROM ${name} WHERE bench_id IN (SELECT bench_id FROM ${incoming}.benches)`);
    await connection.run(`INSERT INTO ${name} BY NAME SELECT * FROM ${incoming}.${name}`);
  }
  await connection.run(
    `UPDATE runs SET status = 'interrupted' WHERE status = 'running' AND run_id IN (SELECT run_id FROM ${incoming}.runs)`,
  );
}
