/** All runs of a results folder, those of the store and those that have only a file of their own. */

import type { Query } from "../spec/run.ts";
import type { UserError } from "../spec/user_error.ts";
import { storePath } from "./paths.ts";
import { listRunFiles } from "./run_files.ts";
import { readRuns, type RunRecord } from "./run_rows.ts";
import { isFile, openStoreFile } from "./store_file.ts";

/** A run, wherever it is. */
export interface AnyRun {
  readonly id: string;
  /** What its file says, else what the store says; absent where neither can be read. */
  readonly run?: RunRecord;
  /** Whether a process has its file open, and so works on it. */
  readonly held: boolean;
  /** Why its file cannot be read. */
  readonly damage?: UserError;
  /** Its share of the store's rows, 0 to 1. */
  readonly shareOfStore: number;
  /** The runs that took rows of it. */
  readonly takers: readonly string[];
}

/**
 * The runs of a results folder, the newest first.
 *
 * @throws {UserError} where the store is held for too long, or no store.
 */
export async function listAllRuns(resultsDir: string): Promise<AnyRun[]> {
  const stored = await readStore(resultsDir);
  const files = new Map((await listRunFiles(resultsDir)).map((file) => [file.runId, file]));
  const ids = new Set([...files.keys(), ...stored.map(({ id }) => id)]);
  const all = [...ids].map((id): AnyRun => {
    const { record, shareOfStore = 0, takers = [] } = stored.find((one) => one.id === id) ?? {};
    const file = files.get(id);
    const run = file !== undefined && "run" in file ? file.run : record;
    return {
      id,
      ...(run === undefined ? {} : { run }),
      held: file?.held ?? false,
      ...(file !== undefined && "damage" in file ? { damage: file.damage } : {}),
      shareOfStore,
      takers,
    };
  });
  const newness = ({ id, run }: AnyRun) => `${run?.started ?? ""} ${id}`;
  return all.sort((a, b) => newness(a) < newness(b) ? 1 : -1);
}

interface StoredRun {
  readonly id: string;
  readonly record: RunRecord;
  readonly shareOfStore: number;
  readonly takers: readonly string[];
}

async function readStore(resultsDir: string): Promise<StoredRun[]> {
  if (!await isFile(storePath(resultsDir))) return [];
  using store = await openStoreFile(storePath(resultsDir), { access: "read" });
  const shares = await readShares(store.query);
  const taken = await store.query("SELECT DISTINCT taken_from, run_id FROM cases WHERE taken_from IS NOT NULL");
  return (await readRuns(store.query)).map((record) => ({
    id: record.id,
    record,
    shareOfStore: shares.get(record.id) ?? 0,
    takers: taken.filter(({ taken_from }) => taken_from === record.id).map(({ run_id }) => String(run_id)).sort(),
  }));
}

/** Steps and points of segments are nearly all of a store's rows. */
async function readShares(query: Query): Promise<Map<string, number>> {
  const rows = await query(
    `SELECT run_id, count(*) / sum(count(*)) OVER () AS share
    FROM (SELECT run_id FROM steps UNION ALL SELECT run_id FROM segments) GROUP BY run_id`,
  );
  return new Map(rows.map(({ run_id, share }) => [String(run_id), Number(share)]));
}
