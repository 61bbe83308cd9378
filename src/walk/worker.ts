/** A worker of the pool: opens the engine once, then walks the cases that it is sent, one after the other. */

import { loadDataset } from "../data/load.ts";
import { openEngine } from "../engine/open.ts";
import { resolveNetwork } from "../network/resolve.ts";
import type { Dataset } from "../spec/dataset.ts";
import { mendable } from "../spec/disk_error.ts";
import type { Engine, Program } from "../spec/engine.ts";
import type { Outcome } from "../spec/row.ts";
import type { RunCase } from "../spec/run.ts";
import type { Suite } from "../spec/suite.ts";
import { UserError } from "../spec/user_error.ts";
import type { FromWorker, ToWorker, WorkerSetup } from "./protocol.ts";
import { recentlyUsed } from "./recently_used.ts";
import { runCase } from "./run_case.ts";

/** What stays open from case to case. */
interface Session {
  readonly setup: WorkerSetup;
  readonly suite: Suite;
  readonly engine: Engine;
}

const scope = self as unknown as {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker): void;
};
const calls = new Map<number, PromiseWithResolvers<boolean>>();
let session: Session | undefined;
// Seeds vary slowest in a run, so its networks and data sets come again and again: those of a whole suite, mostly.
const programs = recentlyUsed<Program>(4, (program) => program[Symbol.dispose]());
const datasets = recentlyUsed<Dataset>(2);

// The pool would hear of neither and wait for ever. Nothing but what a suite imports calls them here.
Object.assign(self, { close: () => refuseToEnd("self.close()") });
Object.assign(Deno, { exit: () => refuseToEnd("Deno.exit()") });

scope.onmessage = ({ data: message }) => {
  if (message.kind === "case") work(message.setup, message.runCase);
  else answer(message);
};

function refuseToEnd(call: string): never {
  throw new Error(`Cannot call ${call} as a walk's worker is ended by its pool: throw an error instead`);
}

async function open(setup: WorkerSetup): Promise<Session> {
  const { default: suite }: { default: Suite } = await import(setup.suiteModule);
  const { engine } = await openEngine(setup.engine, { threads: setup.threads });
  return { setup, suite, engine };
}

async function work(setup: WorkerSetup, one: RunCase): Promise<void> {
  try {
    session ??= await open(setup);
    scope.postMessage({ kind: "outcome", outcome: await walkCase(session, one) });
  } catch (error) {
    const told = mendable(error) ?? error;
    const { message, stack = "" } = told instanceof Error ? told : new Error(String(told));
    scope.postMessage({ kind: "failed", message, stack, mistake: told instanceof UserError });
  }
}

async function walkCase({ setup, suite, engine }: Session, one: RunCase): Promise<Outcome> {
  const { network, dataset } = one.case;
  const { dataDir, exportDirectory } = setup;
  const stop = new Int32Array(setup.stop);
  return await runCase({
    runCase: one,
    program: await programs.get(JSON.stringify(network), () => engine.compile(resolveNetwork(network))),
    dataset: await datasets.get(dataset, () => loadDataset(dataset, dataDir === undefined ? {} : { dataDir })),
    measures: suite.measures,
    checkpoints: setup.checkpoints,
    ...(exportDirectory === undefined ? {} : { exportDirectory }),
    sink: {
      append: async (_caseId, rows) => void await call((number) => ({ kind: "append", call: number, rows })),
      rewind: (_caseId, steps) => call((number) => ({ kind: "rewind", call: number, steps })),
    },
    stopping: () => Atomics.load(stop, 0) === 1,
    onProgress: (progress) => scope.postMessage({ kind: "progress", progress }),
  });
}

function call(message: (number: number) => FromWorker): Promise<boolean> {
  const number = calls.size === 0 ? 0 : Math.max(...calls.keys()) + 1;
  const answered = Promise.withResolvers<boolean>();
  calls.set(number, answered);
  scope.postMessage(message(number));
  return answered.promise;
}

function answer({ call, whole = true, error }: Extract<ToWorker, { kind: "stored" }>): void {
  const answered = calls.get(call)!;
  calls.delete(call);
  if (error === undefined) answered.resolve(whole);
  else answered.reject(new Error(error));
}
