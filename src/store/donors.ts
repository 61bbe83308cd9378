/** Which walks of the store stand for walks of a run that begins: made by the same code in the same way, they have the same rows. */

import type { Query, RunPlan } from "../spec/run.ts";
import { hasRowsOf } from "../walk/given.ts";
import { walkId } from "../walk/identity.ts";
import { incompleteCases } from "./missing_rows.ts";
import { readCase, readMeasures, readVersions } from "./stored_plan.ts";

/** What a run must know of itself to find its donors. */
export type Seeker = Pick<RunPlan, "id" | "cases" | "measures" | "engine" | "machine" | "versions">;

/** A stored case whose rows can be taken. */
export interface Donor {
  /** The run and the case that have the rows. */
  readonly runId: string;
  readonly caseId: string;
  /** The run that walked it: another one where its own rows were taken. */
  readonly walkedBy: string;
}

/**
 * The donors of a run's cases, by the ids of its cases; those without one are absent. A donor came to its end and has all its rows, was walked by the same
 * engine, library, device and threads on the same processor and operating system, by the same versions and code but for the suite's own
 * module, on the same data, and what looked at it gives all rows that the run's measures give.
 *
 * @param checksums SHA-256 of each data set as it is here.
 */
export async function findDonors(
  query: Query,
  { id, cases, measures, engine, machine, versions }: Seeker,
  checksums: ReadonlyMap<string, string>,
): Promise<Map<string, Donor>> {
  const rows = await query(
    `SELECT walk_id, dataset, data_checksum, case_id, run_id, coalesce(taken_from, run_id) AS walked_by, runs.measures, versions,
      cases.config
    FROM cases JOIN runs USING (run_id)
    WHERE cases.status IN ('finished', 'diverged') AND run_id <> $run AND walk_id IS NOT NULL
      AND (run_id, case_id) NOT IN (SELECT (run_id, case_id) FROM (${incompleteCases()}))
      AND (engine, engine_library, engine_version, engine_device, engine_threads) = ($engine, $library, $version, $device, $threads)
      AND (processor, operating_system) = ($processor, $operatingSystem)
    ORDER BY taken_from IS NOT NULL, started DESC, run_id`,
    {
      run: id,
      engine: engine.name,
      library: engine.library,
      version: engine.version,
      device: engine.device,
      threads: engine.threads,
      processor: machine.processor,
      operatingSystem: machine.operatingSystem,
    },
  );
  const wanted = sharedVersions(versions);
  const fitting = rows.filter((row) =>
    row.data_checksum === checksums.get(String(row.dataset)) &&
    sharedVersions(readVersions(String(row.versions))) === wanted &&
    hasRowsOf(readMeasures(String(row.measures)), measures)
  );
  const byWalk = Map.groupBy(fitting, (row) => row.walk_id);
  return new Map(cases.flatMap((one) => {
    const wantedWalk = walkId(one.case);
    // A row's own word for its walk is not enough.
    const row = byWalk.get(wantedWalk)?.find(({ config }) => walkId(readCase(String(config))) === wantedWalk);
    if (row === undefined) return [];
    return [[one.id, { runId: String(row.run_id), caseId: String(row.case_id), walkedBy: String(row.walked_by) }]];
  }));
}

/** What the rows of another suite's walk must agree in: the suite's own module is its own affair, its measures being compared. */
function sharedVersions({ suiteCode: _, ...versions }: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(versions).sort());
}
