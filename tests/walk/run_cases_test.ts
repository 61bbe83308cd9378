/** The pool with its real workers. */

import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { mlp } from "../../src/network/mlp.ts";
import type { CaseProgress } from "../../src/spec/progress.ts";
import type { Outcome } from "../../src/spec/row.ts";
import type { RunCase, Sink } from "../../src/spec/run.ts";
import { runCases, type RunCasesOptions } from "../../src/walk/run_cases.ts";
import { soundCase } from "./grid.ts";
import { inFolder } from "./in_folder.ts";
import { MemorySink } from "./memory_sink.ts";

/** Cases of some steps each on the real MNIST, one a seed; two networks in turn. */
function someCases(count: number): RunCase[] {
  return Array.from({ length: count }, (_, seed) => ({
    id: `case-${seed}`,
    parameterCount: 0,
    case: {
      ...soundCase,
      ...{ network: mlp({ hidden: [4 + seed % 2] }), trainSamples: 100, batchSize: 10, epochs: 2, measuredEpochs: [1] },
      ...{ evaluationSamples: 20, evaluationBatchSize: 10, validationSamples: 10, points: 4, seed },
    },
  }));
}

/** A store in memory that keeps each case's rows and all statuses in the order in which they came. */
class PoolSink implements Sink {
  readonly cases = new Map<string, MemorySink>();
  readonly statuses: string[] = [];

  append(caseId: string, rows: Parameters<Sink["append"]>[1]): Promise<void> {
    return this.#of(caseId).append(rows);
  }

  rewind(caseId: string, steps: number): Promise<boolean> {
    return this.#of(caseId).rewind(steps);
  }

  note(caseId: string, text: string): Promise<void> {
    this.statuses.push(`${caseId} note: ${text}`);
    return Promise.resolve();
  }

  setStatus(caseId: string, status: string): Promise<void> {
    this.statuses.push(`${caseId} ${status}`);
    return Promise.resolve();
  }

  get rows(): unknown {
    return Object.fromEntries([...this.cases].sort().map(([id, sink]) => [id, sink.rows]));
  }

  #of(caseId: string): MemorySink {
    if (!this.cases.has(caseId)) this.cases.set(caseId, new MemorySink());
    return this.cases.get(caseId)!;
  }
}

function suiteModule(how: string): string {
  return import.meta.resolve(`./leaving_suite.ts?${how}`);
}

type Trial = Partial<RunCasesOptions> & Pick<RunCasesOptions, "checkpoints" | "sink">;

function run(trial: Trial): Promise<ReadonlyMap<string, Outcome | Error>> {
  return runCases({
    suiteModule: import.meta.resolve("../../suites/barriers.ts"),
    cases: someCases(3),
    engine: "onnx:cpu",
    threads: 1,
    jobs: 2,
    stop: new AbortController().signal,
    resume: false,
    onProgress: () => {},
    ...trial,
  });
}

Deno.test("runCases() gives the same rows however many run side by side, and after an interruption", async (test) => {
  const [together, alone, resumed] = [new PoolSink(), new PoolSink(), new PoolSink()];
  await test.step("side by side", () =>
    inFolder(async (checkpoints) => {
      const results = await run({ checkpoints, sink: together });
      assertEquals([...results.values()].map((one) => one instanceof Error ? one : one.status), [
        "finished",
        "finished",
        "finished",
      ]);
      assertEquals([...Deno.readDirSync(checkpoints)], []);
    }));
  await test.step("one by one", () =>
    inFolder(async (checkpoints) => {
      await run({ checkpoints, sink: alone, jobs: 1 });
      assertEquals(alone.rows, together.rows);
    }));
  await test.step("interrupted", () =>
    inFolder(async (checkpoints) => {
      const stop = new AbortController();
      // Heard a step or more later, so that all are within their walks.
      const onProgress = ({ status }: CaseProgress) => status === "running" && stop.abort();
      const cases = someCases(2);
      const results = await run({ checkpoints, sink: resumed, cases, stop: stop.signal, onProgress });
      assert([...results.values()].some((one) => !(one instanceof Error) && one.status === "interrupted"));
      const again = await run({ checkpoints, sink: resumed, resume: true });
      assertEquals(again.size, 3);
      assertEquals(resumed.rows, together.rows);
    }));
});

Deno.test("runCases() removes a checkpoint only when the outcome is stored", () =>
  inFolder(async (checkpoints) => {
    const stop = new AbortController();
    const sink = new PoolSink();
    const [one] = someCases(1) as [RunCase];
    const cases = [{ ...one, case: { ...one.case, epochs: 200 } }];
    await run({ checkpoints, sink, cases, stop: stop.signal, onProgress: () => stop.abort() });
    assertEquals(sink.statuses.at(-1), "case-0 interrupted");
    const there: boolean[] = [];
    sink.setStatus = (_id, status) => {
      if (status === "finished") there.push([...Deno.readDirSync(checkpoints)].length === 1);
      return Promise.resolve();
    };
    await run({ checkpoints, sink, cases, resume: true });
    assertEquals([there, [...Deno.readDirSync(checkpoints)]], [[true], []]);
  }));

Deno.test("runCases() fails a case whose suite ends the worker instead of throwing, and says so", () =>
  inFolder(async (checkpoints) => {
    for (const [how, call] of [["close", "self.close()"], ["exit", "Deno.exit()"]] as const) {
      const progress: CaseProgress[] = [];
      const results = await run({
        checkpoints,
        sink: new PoolSink(),
        suiteModule: suiteModule(how),
        onProgress: (one) => progress.push(one),
      });
      assertEquals([...results.keys()].sort(), ["case-0", "case-1", "case-2"]);
      for (const result of results.values()) assertStringIncludes(String(result), `Cannot call ${call}`);
      assertEquals(progress.map(({ caseId, status }) => `${caseId} ${status}`).sort(), [
        "case-0 failed",
        "case-1 failed",
        "case-2 failed",
      ]);
    }
  }));

Deno.test("runCases() gives the code of a suite no programs, no network and no modules from elsewhere", () =>
  inFolder(async (checkpoints) => {
    for (const [how, access] of [["run", "run"], ["fetch", "net"], ["import", "import"]] as const) {
      const [result] = (await run({
        cases: someCases(1),
        checkpoints,
        sink: new PoolSink(),
        suiteModule: suiteModule(how),
      })).values();
      assertStringIncludes(String(result), `Requires ${access} access`);
    }
  }));

Deno.test("runCases() whose sink stores nothing any more lets the walks at hand end and throws what was first", () =>
  inFolder(async (checkpoints) => {
    const sink = new PoolSink();
    const { setStatus } = sink;
    sink.setStatus = async (id, status) => {
      await setStatus.call(sink, id, status);
      if (id === "case-0" && status === "failed") throw new Error("and the disk is full");
    };
    const cases = someCases(20);
    await assertRejects(
      () => run({ checkpoints, sink, cases, suiteModule: suiteModule("throw") }),
      Error,
      "the suite is broken",
    );
    const begun = sink.statuses.filter((status) => status.endsWith("running")).length;
    const ended = sink.statuses.filter((status) => status.endsWith("failed")).length;
    assertEquals(begun, ended);
    assert(begun < cases.length, "the other lane went on to the last case");
  }));
