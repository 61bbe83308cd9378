/** A worker of the pool: opens the engine once, then walks the cases that it is sent, one after the other. */

import { loadDataset } from "../data/load.ts";
import { openEngine } from "../engine/open.ts";
import { resolveNetwork } from "../network/resolve.ts";
import type { Dataset } from "../spec/dataset.ts";
import type { Engine, Program } from "../spec/engine.ts";
import type { Outcome } from "../spec/row.ts";
import type { RunCase } from "../spec/run.ts";
import type { Suite } from "../spec/suite.ts";
import { UserError } from "../spec/user_error.ts";
import type { FromWorker, ToWorker, WorkerSetup } from "./protocol.ts";
import { runCase } from "./run_case.ts";

interface Workshop {
  readonly setup: WorkerSetup;
  readonly suite: Suite;
  readonly engine: Engine;
  dataset?: Dataset;
  program?: { readonly key: string; readonly program: Program };
}

const scope = self as unknown as {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker): void;
};
const calls = new Map<number, PromiseWithResolvers<void>>();
let workshop: Workshop | undefined;

scope.onmessage = ({ data: message }) => {
  if (message.kind === "case") work(message.setup, message.runCase);
  else answer(message);
};

async function open(setup: WorkerSetup): Promise<Workshop> {
  const { default: suite }: { default: Suite } = await import(setup.suiteModule);
  const { engine } = await openEngine(setup.engine, { threads: setup.threads });
  return { setup, suite, engine };
}

async function work(setup: WorkerSetup, one: RunCase): Promise<void> {
  try {
    workshop ??= await open(setup);
    scope.postMessage({ kind: "outcome", outcome: await walkCase(workshop, one) });
  } catch (error) {
    const { message, stack = "" } = error instanceof Error ? error : new Error(String(error));
    scope.postMessage({ kind: "failed", message, stack, mistake: error instanceof UserError });
  }
}

async function walkCase(shop: Workshop, one: RunCase): Promise<Outcome> {
  const { setup, suite } = shop;
  const stop = new Int32Array(setup.stop);
  return await runCase({
    runCase: one,
    program: await compile(shop, one),
    dataset: await load(shop, one),
    measures: suite.measures,
    checkpoints: setup.checkpoints,
    ...(setup.exportDirectory === undefined ? {} : { exportDirectory: setup.exportDirectory }),
    sink: {
      append: (_caseId, rows) => call((number) => ({ kind: "append", call: number, rows })),
      rewind: (_caseId, steps) => call((number) => ({ kind: "rewind", call: number, steps })),
    },
    stopping: () => Atomics.load(stop, 0) === 1,
    onProgress: (progress) => scope.postMessage({ kind: "progress", progress }),
  });
}

async function load(shop: Workshop, { case: { dataset } }: RunCase): Promise<Dataset> {
  const { dataDir } = shop.setup;
  if (shop.dataset?.name === dataset) return shop.dataset;
  return shop.dataset = await loadDataset(dataset, dataDir === undefined ? {} : { dataDir });
}

/** Cases of one network follow each other, so the last program is worth keeping. */
async function compile(shop: Workshop, { case: { network } }: RunCase): Promise<Program> {
  const key = JSON.stringify(network);
  if (shop.program?.key !== key) {
    shop.program?.program[Symbol.dispose]();
    shop.program = { key, program: await shop.engine.compile(resolveNetwork(network)) };
  }
  return shop.program.program;
}

function call(message: (number: number) => FromWorker): Promise<void> {
  const number = calls.size === 0 ? 0 : Math.max(...calls.keys()) + 1;
  const promised = Promise.withResolvers<void>();
  calls.set(number, promised);
  scope.postMessage(message(number));
  return promised.promise;
}

function answer({ call, error }: Extract<ToWorker, { kind: "stored" }>): void {
  const promised = calls.get(call)!;
  calls.delete(call);
  if (error === undefined) promised.resolve();
  else promised.reject(new Error(error));
}
