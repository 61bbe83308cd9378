/** Runs of the benchmarks, as rows of the store and back. */

import { quantile } from "../math/statistics.ts";
import type { BenchResult, BenchRun } from "../spec/bench.ts";
import type { EngineName } from "../spec/engine.ts";
import type { Query } from "../spec/run.ts";
import { appendRows, type Row } from "./append_rows.ts";
import { benchTables } from "./bench_tables.ts";
import { transaction } from "./database.ts";
import { engineRow, originRow } from "./origin.ts";
import { reading } from "./run_rows.ts";
import { readRoundSeconds, readVersions } from "./stored_plan.ts";
import { storePath } from "./paths.ts";
import { createStoreFile, isFile, openStoreFile } from "./store_file.ts";
import { storageError } from "./storage_error.ts";

/** A benchmark as the store gives it, with its rate. */
export interface BenchRow extends BenchResult {
  /** Over the rounds, seconds. */
  readonly median: number;
  /** Over the rounds, seconds. */
  readonly lowerQuartile: number;
  /** Over the rounds, seconds. */
  readonly upperQuartile: number;
  /** Work in a second. */
  readonly rate: number;
  /** Floating-point operations in a second; absent where they are not counted. */
  readonly flopRate?: number;
  /** That over what the run's fastest matrix product reached; absent where there is none. Above 1 where less was multiplied than is counted. */
  readonly peakShare?: number;
}

/** A run of the benchmarks as the store gives it. */
export interface BenchRecord extends Omit<BenchRun, "results"> {
  /** What was measured, in the order of the benchmarks. */
  readonly results: readonly BenchRow[];
}

/**
 * Writes a run of the benchmarks into the store of a results folder, which is made where there is none.
 *
 * @throws {UserError} where the store is held for too long or cannot be written.
 */
export async function saveBench(resultsDir: string, run: BenchRun): Promise<void> {
  const path = storePath(resultsDir);
  try {
    if (!await isFile(path)) await createStoreFile(path);
    using database = await openStoreFile(path, { access: "write" });
    await transaction(database.connection, async () => {
      await appendRows(database.connection, benchTables.benches, [runRow(run)]);
      const rows = run.results.map((result, position) => ({ bench_id: run.id, position, ...resultRow(result) }));
      await appendRows(database.connection, benchTables.benchResults, rows);
    });
  } catch (error) {
    throw storageError(error, "write", path);
  }
}

/** The runs of the benchmarks in a store, the latest first. */
export async function readBenches(query: Query): Promise<BenchRecord[]> {
  const rows = await query("FROM benches ORDER BY started DESC, bench_id DESC");
  const results = Map.groupBy(await query("FROM bench_rates ORDER BY bench_id, position"), ({ bench_id }) => bench_id);
  return rows.map((row): BenchRecord => ({
    id: String(row.bench_id),
    command: String(row.command),
    engine: {
      name: row.engine as EngineName,
      library: String(row.engine_library),
      version: String(row.engine_version),
      device: String(row.engine_device),
      threads: Number(row.engine_threads),
    },
    commit: {
      hash: String(row.commit_hash),
      branch: String(row.branch),
      subject: String(row.commit_subject),
      dirty: row.dirty === true,
    },
    machine: {
      hostname: String(row.hostname),
      operatingSystem: String(row.operating_system),
      processor: String(row.processor),
      cores: Number(row.cores),
      memoryBytes: Number(row.memory_bytes),
    },
    loadBefore: Number(row.load_before),
    versions: reading(row.bench_id, () => readVersions(String(row.versions))),
    started: String(row.started),
    seconds: Number(row.seconds),
    results: (results.get(row.bench_id!) ?? []).map(readResult),
  }));
}

function runRow({ id, command, engine, commit, machine, loadBefore, versions, started, seconds }: BenchRun): Row {
  return {
    bench_id: id,
    command,
    ...engineRow(engine),
    ...originRow({ commit, machine }),
    load_before: loadBefore,
    versions: JSON.stringify(versions),
    started,
    seconds,
  };
}

function resultRow(result: BenchResult): Row {
  const ascending = result.seconds.toSorted((a, b) => a - b);
  return {
    kind: result.kind,
    name: result.name,
    work: result.work.count,
    work_unit: result.work.unit,
    flops: result.flops,
    median: quantile(ascending, 0.5),
    lower_quartile: quantile(ascending, 0.25),
    upper_quartile: quantile(ascending, 0.75),
    fastest: result.fastestSeconds,
    rounds: result.seconds.length,
    iterations: result.iterations,
    round_seconds: JSON.stringify(result.seconds),
    cores_busy: result.coresBusy,
    engine_share: result.engineShare,
  };
}

function readResult(row: Awaited<ReturnType<Query>>[number]): BenchRow {
  return {
    name: String(row.name),
    kind: row.kind as BenchResult["kind"],
    work: { count: Number(row.work), unit: String(row.work_unit) },
    seconds: reading(row.bench_id, () => readRoundSeconds(String(row.round_seconds))),
    fastestSeconds: Number(row.fastest),
    iterations: Number(row.iterations),
    coresBusy: Number(row.cores_busy),
    median: Number(row.median),
    lowerQuartile: Number(row.lower_quartile),
    upperQuartile: Number(row.upper_quartile),
    rate: Number(row.rate),
    ...row.flops === null ? {} : { flops: Number(row.flops), flopRate: Number(row.flop_rate) },
    ...row.peak_share === null ? {} : { peakShare: Number(row.peak_share) },
    ...row.engine_share === null ? {} : { engineShare: Number(row.engine_share) },
  };
}
