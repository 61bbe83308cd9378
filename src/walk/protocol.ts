/** What the pool of cases and its workers tell each other. */

import type { EngineName } from "../spec/engine.ts";
import type { CaseProgress } from "../spec/progress.ts";
import type { Outcome, Rows } from "../spec/row.ts";
import type { RunCase } from "../spec/run.ts";

/** What a worker needs to know once. */
export interface WorkerSetup {
  /** URL of the suite's module, whose default export declares the measures. */
  readonly suiteModule: string;
  readonly engine: EngineName;
  readonly threads: number;
  readonly dataDir: string | undefined;
  readonly checkpoints: string;
  readonly exportDirectory: string | undefined;
  /** One Int32 that becomes 1 when walks shall end; shared, as a worker at work reads no messages. */
  readonly stop: SharedArrayBuffer;
}

/** From the pool to a worker. */
export type ToWorker =
  | { readonly kind: "case"; readonly setup: WorkerSetup; readonly runCase: RunCase }
  /** Answers the worker's call of the sink: for a rewind whether the rows before are there; `error` where it failed. */
  | { readonly kind: "stored"; readonly call: number; readonly whole?: boolean; readonly error?: string };

/** From a worker to the pool. */
export type FromWorker =
  | { readonly kind: "append"; readonly call: number; readonly rows: Rows }
  | { readonly kind: "rewind"; readonly call: number; readonly steps: number }
  | { readonly kind: "progress"; readonly progress: CaseProgress }
  | { readonly kind: "outcome"; readonly outcome: Outcome }
  | { readonly kind: "failed"; readonly message: string; readonly stack: string; readonly mistake: boolean };
