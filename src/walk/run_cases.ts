import { diskError, mendable } from "../spec/disk_error.ts";
import type { EngineName } from "../spec/engine.ts";
import type { CaseProgress } from "../spec/progress.ts";
import type { Outcome } from "../spec/row.ts";
import type { RunCase, Sink } from "../spec/run.ts";
import { CaseWorker } from "./case_worker.ts";
import { checkpointPath, removeCheckpoint } from "./checkpoint.ts";
import type { WorkerSetup } from "./protocol.ts";

/** What running the cases of a run needs. */
export interface RunCasesOptions {
  /** URL of the suite's module, whose default export declares the measures. */
  readonly suiteModule: string;
  readonly cases: readonly RunCase[];
  readonly engine: EngineName;
  /** Threads of one walk. */
  readonly threads: number;
  /** Cases walked side by side, each in a worker of its own. */
  readonly jobs: number;
  readonly dataDir?: string;
  /** The folder of this run's checkpoints. */
  readonly checkpoints: string;
  readonly sink: Sink;
  /** Where aborted, each walk finishes its step, stores what there is and ends as `interrupted`. */
  readonly stop: AbortSignal;
  /** Whether to go on from checkpoints; otherwise those of these cases are removed first. */
  readonly resume: boolean;
  /** Where walks are exported to, a folder a case; an exported walk begins anew also where it could be resumed. */
  readonly exportDirectory?: string;
  onProgress(progress: CaseProgress): void;
}

/**
 * Walks the cases, `jobs` at a time, each in a worker, and gives each one's outcome or the error that ended it, by its id. A case
 * that fails, or a worker that dies, ends no other. Rows do not depend on how many run side by side.
 *
 * @throws What first went wrong, where the sink cannot even store that a case failed: the other walks finish their steps before.
 */
export async function runCases(options: RunCasesOptions): Promise<ReadonlyMap<string, Outcome | Error>> {
  const { cases, jobs, checkpoints, sink, stop, onProgress } = options;
  await prepareCheckpoints(options);
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const raise = () => void Atomics.store(flag, 0, 1);
  if (stop.aborted) raise();
  stop.addEventListener("abort", raise);
  const setup: WorkerSetup = {
    suiteModule: options.suiteModule,
    engine: options.engine,
    threads: options.threads,
    dataDir: options.dataDir,
    checkpoints,
    exportDirectory: options.exportDirectory,
    stop: flag.buffer,
  };
  const waiting = [...cases];
  const results = new Map<string, Outcome | Error>();
  const errors: unknown[] = [];

  async function lane(): Promise<void> {
    let worker: CaseWorker | undefined;
    try {
      for (let one = waiting.shift(); one && Atomics.load(flag, 0) === 0; one = waiting.shift()) {
        worker ??= new CaseWorker({ worker: startWorker(), setup, sink, onProgress });
        const result = await settle(worker, one);
        results.set(one.id, result);
        if (result instanceof Error) {
          // Nobody knows what state the worker is in now.
          worker[Symbol.dispose]();
          worker = undefined;
        } else if (result.status !== "interrupted") await removeCheckpoint(checkpointPath(checkpoints, one.id));
      }
    } catch (error) {
      errors.push(error);
      raise();
    } finally {
      worker?.[Symbol.dispose]();
    }
  }

  async function settle(worker: CaseWorker, one: RunCase): Promise<Outcome | Error> {
    try {
      await sink.setStatus(one.id, "running");
      const outcome = await worker.walk(one);
      await sink.setStatus(one.id, outcome.status, outcome);
      return outcome;
    } catch (error) {
      const failure = mendable(error) ?? (error instanceof Error ? error : new Error(String(error)));
      onProgress({ ...worker.progress(one), status: "failed", error: failure.message });
      await sink.setStatus(one.id, "failed", { error: failure.message }).catch(() => {
        // Why the case failed tells more than why that cannot be stored, and often the same.
        throw failure;
      });
      return failure;
    }
  }

  try {
    await Promise.all(Array.from({ length: Math.max(1, Math.min(jobs, cases.length)) }, lane));
  } finally {
    stop.removeEventListener("abort", raise);
  }
  if (errors.length > 0) throw errors[0];
  return results;
}

async function prepareCheckpoints({ cases, checkpoints, resume }: RunCasesOptions): Promise<void> {
  try {
    await Deno.mkdir(checkpoints, { recursive: true });
    if (!resume) { for (const { id } of cases) await removeCheckpoint(checkpointPath(checkpoints, id)); }
  } catch (error) {
    throw diskError(error, "write", checkpoints);
  }
}

/** Walks start no programs and use no network: so neither can what a suite brings into their workers. */
const permissions = {
  env: "inherit",
  ffi: "inherit",
  read: "inherit",
  sys: "inherit",
  write: "inherit",
  import: false,
  net: false,
  run: false,
} as const;

function startWorker(): Worker {
  return new Worker(new URL("./worker.ts", import.meta.url), { type: "module", deno: { permissions } });
}
