import type { CaseProgress } from "../spec/progress.ts";
import type { Outcome } from "../spec/row.ts";
import type { RunCase, Sink } from "../spec/run.ts";
import { UserError } from "../spec/user_error.ts";
import type { FromWorker, ToWorker, WorkerSetup } from "./protocol.ts";
import { totalSteps } from "./schedule.ts";

/** What a worker of the pool needs. */
export interface CaseWorkerOptions {
  /** Runs `worker.ts`, or what speaks as it does. */
  readonly worker: Worker;
  readonly setup: WorkerSetup;
  readonly sink: Pick<Sink, "append" | "rewind" | "note">;
  onProgress(progress: CaseProgress): void;
}

/** The case at hand. */
interface Task {
  readonly one: RunCase;
  readonly outcome: PromiseWithResolvers<Outcome>;
  progress?: CaseProgress;
}

/** The pool's side of one worker, which walks one case at a time. Disposing ends the worker. */
export class CaseWorker implements Disposable {
  readonly #options: CaseWorkerOptions;
  #task: Task | undefined;
  #death: Error | undefined;

  constructor(options: CaseWorkerOptions) {
    this.#options = options;
    options.worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#hear(data);
    options.worker.onerror = (event) => {
      event.preventDefault();
      this.#death = new Error(`The worker died: ${event.message}`);
      this.#task?.outcome.reject(this.#death);
    };
  }

  /** Walks a case; rejects with what made it fail, at once where the worker is dead. */
  walk(one: RunCase): Promise<Outcome> {
    if (this.#death) return Promise.reject(this.#death);
    this.#task = { one, outcome: Promise.withResolvers<Outcome>() };
    this.#send({ kind: "case", setup: this.#options.setup, runCase: one });
    return this.#task.outcome.promise;
  }

  /** Where a case stands, as it last reported; at its beginning where it has not. */
  progress(one: RunCase): CaseProgress {
    const latest = this.#task?.one.id === one.id ? this.#task.progress : undefined;
    const steps = totalSteps(one.case);
    return latest ?? { caseId: one.id, status: "running", step: 0, steps, epoch: 1, work: 0, totalWork: 1, loss: NaN };
  }

  [Symbol.dispose](): void {
    this.#options.worker.terminate();
  }

  #send(message: ToWorker): void {
    this.#options.worker.postMessage(message);
  }

  #hear(message: FromWorker): void {
    const task = this.#task;
    if (!task) return;
    const { sink, onProgress } = this.#options;
    switch (message.kind) {
      case "append":
        return void this.#store(task, message.call, sink.append(task.one.id, message.rows));
      case "rewind":
        return void this.#store(task, message.call, sink.rewind(task.one.id, message.steps));
      case "progress":
        task.progress = message.progress;
        if (message.progress.note !== undefined) {
          sink.note(task.one.id, message.progress.note).catch(task.outcome.reject);
        }
        return onProgress(message.progress);
      case "outcome":
        return task.outcome.resolve(message.outcome);
      case "failed": {
        const error = message.mistake ? new UserError(message.message) : new Error(message.message);
        if (!message.mistake) error.stack = message.stack;
        return task.outcome.reject(error);
      }
    }
  }

  async #store(task: Task, call: number, storing: Promise<boolean | void>): Promise<void> {
    try {
      const whole = await storing ?? true;
      this.#send({ kind: "stored", call, whole });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#send({ kind: "stored", call, error: message });
      // The store's own error tells more than the worker's echo of it.
      task.outcome.reject(error);
    }
  }
}
