/** The pool's side of the protocol, against small scripts in the worker's place. */

import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import type { CaseProgress } from "../../src/spec/progress.ts";
import type { Rows } from "../../src/spec/row.ts";
import type { RunCase } from "../../src/spec/run.ts";
import { UserError } from "../../src/spec/user_error.ts";
import { CaseWorker, type CaseWorkerOptions } from "../../src/walk/case_worker.ts";
import type { WorkerSetup } from "../../src/walk/protocol.ts";
import { soundCase } from "./grid.ts";

const [first, second] = ["first", "second"].map((id): RunCase => ({ id, case: soundCase, parameterCount: 1 })) as [
  RunCase,
  RunCase,
];
const setup: WorkerSetup = {
  suiteModule: "",
  engine: "onnx:cpu",
  threads: 1,
  dataDir: undefined,
  checkpoints: "",
  exportDirectory: undefined,
  stop: new SharedArrayBuffer(4),
};
const outcome = { status: "finished", steps: 1, trainSeconds: 0, measureSeconds: 0, dataChecksum: "" } as const;
const ends = `self.postMessage({ kind: "outcome", outcome: ${JSON.stringify(outcome)} });`;

const silentSink: CaseWorkerOptions["sink"] = {
  append: () => Promise.resolve(),
  rewind: () => Promise.resolve(true),
  note: () => Promise.resolve(),
};

function startScript(script: string, options: Partial<CaseWorkerOptions> = {}): CaseWorker {
  const worker = new Worker(`data:application/javascript,${encodeURIComponent(script)}`, { type: "module" });
  const sink = silentSink;
  return new CaseWorker({ worker, setup, sink, onProgress: () => {}, ...options });
}

/** Waits until a worker that is about to die is dead: a case that it is given is refused. */
async function refused(worker: CaseWorker): Promise<Error> {
  for (;;) {
    const result = await worker.walk(second).catch((error: Error) => error);
    if (result instanceof Error) return result;
  }
}

Deno.test("CaseWorker gives the outcome of one case after the other", async () => {
  using worker = startScript(`onmessage = () => { ${ends} }`);
  assertEquals(await worker.walk(first), outcome);
  assertEquals(await worker.walk(second), outcome);
});

Deno.test("CaseWorker rejects a case whose worker dies at it, at its start or between two cases", async () => {
  for (const script of [`onmessage = () => { throw new Error("gone") }`, `throw new Error("gone")`]) {
    using worker = startScript(script);
    const error = await assertRejects(() => worker.walk(first), Error, "The worker died: ");
    assertStringIncludes(error.message, "gone");
    // And at once whatever comes after it.
    await assertRejects(() => worker.walk(second), Error, error.message);
  }
  using worker = startScript(`onmessage = () => { ${ends} setTimeout(() => { throw new Error("gone") }) }`);
  assertEquals(await worker.walk(first), outcome);
  assertStringIncludes((await refused(worker)).message, "The worker died: ");
});

Deno.test("CaseWorker tells mistakes of the user from faults of ours", async () => {
  const fails = (mistake: boolean) =>
    startScript(
      `onmessage = () => postMessage({ kind: "failed", message: "why", stack: "where", mistake: ${mistake} })`,
    );
  using mistaken = fails(true);
  await assertRejects(() => mistaken.walk(first), UserError, "why");
  using faulty = fails(false);
  const error = await assertRejects(() => faulty.walk(first), Error, "why");
  assertEquals([error instanceof UserError, error.stack], [false, "where"]);
});

Deno.test("CaseWorker stores what the worker sends under its case, and answers", async () => {
  const calls: unknown[] = [];
  using worker = startScript(
    `onmessage = ({ data: { kind, call, whole } }) => {
      if (kind === "case") postMessage({ kind: "rewind", call: 3, steps: 7 });
      else if (call === 3) postMessage({ kind: "append", call: 4, rows: whole });
      else { ${ends} }
    }`,
    {
      sink: {
        ...silentSink,
        rewind: (id, steps) => Promise.resolve(calls.push([id, steps]) > 9),
        append: (id, rows: Rows) => Promise.resolve(void calls.push([id, rows])),
      },
    },
  );
  await worker.walk(first);
  assertEquals(calls, [["first", 7], ["first", false]]);
});

Deno.test("CaseWorker fails a case whose rows cannot be stored with the store's own error", async () => {
  const full = new UserError("the disk is full");
  using worker = startScript(`onmessage = () => postMessage({ kind: "rewind", call: 0, steps: 0 })`, {
    sink: { ...silentSink, rewind: () => Promise.reject(full) },
  });
  assertEquals(await worker.walk(first).catch((error: unknown) => error), full);
});

Deno.test("CaseWorker keeps the notes of its case, and fails it where one cannot be stored", async () => {
  const script = `onmessage = () => postMessage({ kind: "progress", progress: { note: "begins anew" } })`;
  const full = new UserError("the disk is full");
  const notes: unknown[] = [];
  using worker = startScript(script, {
    sink: { ...silentSink, note: (...note) => (notes.push(note), Promise.reject(full)) },
  });
  assertEquals(await worker.walk(first).catch((error: unknown) => error), full);
  assertEquals(notes, [["first", "begins anew"]]);
});

Deno.test("CaseWorker.progress() is what this case told last, never another one's", async () => {
  const told: CaseProgress[] = [];
  using worker = startScript(
    `onmessage = ({ data: { runCase } }) => {
      postMessage({ kind: "progress", progress: { caseId: runCase.id, step: 5 } });
      ${ends}
    }`,
    { onProgress: (progress) => told.push(progress) },
  );
  await worker.walk(first);
  assertEquals(told.map(({ caseId, step }) => [caseId, step]), [["first", 5]]);
  assertEquals(worker.progress(first), told[0]);
  const { caseId, step, steps } = worker.progress(second);
  assertEquals([caseId, step, steps], ["second", 0, 100]);
});
