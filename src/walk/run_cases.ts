import type { EngineName } from "../spec/engine.ts";
import type { CaseProgress } from "../spec/progress.ts";
import type { Outcome } from "../spec/row.ts";
import type { RunCase, Sink } from "../spec/run.ts";
import { UserError } from "../spec/user_error.ts";
import { removeCheckpoint } from "./checkpoint.ts";
import type { FromWorker, ToWorker, WorkerSetup } from "./protocol.ts";

/** What running the cases of a run needs. */
export interface RunCasesOptions {
  /** URL of the suite's module, whose default export declares the measures. */
  readonly suiteModule: string;
  readonly cases: readonly RunCase[];
  readonly engine: EngineName;
  /** Threads inside one operator. */
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
  /** Where walks are exported to, a folder a case. */
  readonly exportDirectory?: string;
  onProgress(progress: CaseProgress): void;
}

/**
 * Walks the cases, `jobs` at a time, each in a worker, and gives each one's outcome or the error that ended it, by its id. A case
 * that fails, or a worker that dies, ends no other. Rows do not depend on how many run side by side.
 */
export async function runCases(options: RunCasesOptions): Promise<ReadonlyMap<string, Outcome | Error>> {
  const { cases, jobs, checkpoints, stop } = options;
  await Deno.mkdir(checkpoints, { recursive: true });
  if (!options.resume) { for (const { id } of cases) await removeCheckpoint(`${checkpoints}/${id}.checkpoint`); }
  const flag = new SharedArrayBuffer(4);
  const raise = () => void Atomics.store(new Int32Array(flag), 0, 1);
  if (stop.aborted) raise();
  stop.addEventListener("abort", raise);
  const waiting = [...cases];
  const results = new Map<string, Outcome | Error>();
  const setup: WorkerSetup = {
    suiteModule: options.suiteModule,
    engine: options.engine,
    threads: options.threads,
    dataDir: options.dataDir,
    checkpoints,
    exportDirectory: options.exportDirectory,
    stop: flag,
  };

  async function lane(): Promise<void> {
    let worker: CaseWorker | undefined;
    for (let one = waiting.shift(); one && !stop.aborted; one = waiting.shift()) {
      worker ??= new CaseWorker(setup, options);
      const result = await settle(worker, one);
      results.set(one.id, result);
      // After a failure nobody knows what state the worker is in.
      if (result instanceof Error) {
        worker.terminate();
        worker = undefined;
      }
    }
    worker?.terminate();
  }

  async function settle(worker: CaseWorker, one: RunCase): Promise<Outcome | Error> {
    try {
      await options.sink.setStatus(one.id, "running");
      const outcome = await worker.walk(one);
      await options.sink.setStatus(one.id, outcome.status, outcome);
      return outcome;
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      await options.sink.setStatus(one.id, "failed", { error: failure.message });
      options.onProgress({ ...worker.progress(one), status: "failed", error: failure.message });
      return failure;
    }
  }

  try {
    await Promise.all(Array.from({ length: Math.max(1, Math.min(jobs, cases.length)) }, lane));
  } finally {
    stop.removeEventListener("abort", raise);
  }
  return results;
}

/** One worker, walking one case at a time. */
class CaseWorker {
  readonly #worker: Worker;
  readonly #options: RunCasesOptions;
  #current:
    | { readonly one: RunCase; readonly promised: PromiseWithResolvers<Outcome>; progress?: CaseProgress }
    | undefined;

  readonly #setup: WorkerSetup;

  constructor(setup: WorkerSetup, options: RunCasesOptions) {
    this.#setup = setup;
    this.#options = options;
    this.#worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#hear(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#current?.promised.reject(new Error(`The worker died: ${event.message}`));
    };
  }

  walk(one: RunCase): Promise<Outcome> {
    const promised = Promise.withResolvers<Outcome>();
    this.#current = { one, promised };
    this.#send({ kind: "case", setup: this.#setup, runCase: one });
    return promised.promise;
  }

  progress({ id, case: { epochs } }: RunCase): CaseProgress {
    return this.#current?.progress ??
      { caseId: id, status: "running", step: 0, steps: epochs, epoch: 1, work: 0, totalWork: 1, loss: NaN };
  }

  terminate(): void {
    this.#worker.terminate();
  }

  #send(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #hear(message: FromWorker): void {
    const current = this.#current;
    if (!current) return;
    const { sink, onProgress } = this.#options;
    switch (message.kind) {
      case "append":
        return void this.#store(message.call, sink.append(current.one.id, message.rows));
      case "rewind":
        return void this.#store(message.call, sink.rewind(current.one.id, message.steps));
      case "progress":
        current.progress = message.progress;
        return onProgress(message.progress);
      case "outcome":
        return current.promised.resolve(message.outcome);
      case "failed": {
        const error = message.mistake ? new UserError(message.message) : new Error(message.message);
        if (!message.mistake) error.stack = message.stack;
        return current.promised.reject(error);
      }
    }
  }

  async #store(call: number, storing: Promise<void>): Promise<void> {
    try {
      await storing;
      this.#send({ kind: "stored", call });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#send({ kind: "stored", call, error: message });
      // The store's own error tells more than the worker's echo of it.
      this.#current?.promised.reject(error);
    }
  }
}
