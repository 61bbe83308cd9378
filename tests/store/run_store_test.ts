import { assertEquals, assertRejects } from "@std/assert";
import type { Rows, StepValues } from "../../src/spec/row.ts";
import { UserError } from "../../src/spec/user_error.ts";
import { mergeAll } from "../../src/store/merge.ts";
import { runPath } from "../../src/store/paths.ts";
import { openStore } from "../../src/store/reader.ts";
import { createRunStore, reopenRunStore, type RunStore } from "../../src/store/run_store.ts";
import { openStoreFile } from "../../src/store/store_file.ts";
import { stepColumns } from "../../src/store/step_columns.ts";
import { inResults, somePlan, stepRows } from "./fixtures.ts";

Deno.test("append() stores every column of steps, segments, epochs and measurements", () =>
  inResults(async (resultsDir) => {
    using store = await createRunStore(resultsDir, somePlan());
    const values = Object.fromEntries(
      stepColumns.map(({ field }, index) => [field, index + 0.5]),
    ) as unknown as StepValues;
    await store.append("a", {
      steps: [{ step: 12, epoch: 2, stepInEpoch: 2, learningRate: 0.05, values }],
      segments: [{ step: 12, draw: "stochastic", alpha: 0.1, loss: 2.5 }],
      epochs: [{
        epoch: 1,
        steps: 10,
        digest: "ab",
        trainLoss: 1,
        trainAccuracy: 0.25,
        validationLoss: 3,
        validationAccuracy: 0.5,
        trainSeconds: 4,
        measureSeconds: 5,
      }],
      measurements: [{
        name: "sharpness",
        step: 12,
        epoch: 2,
        value: 0.125,
        iterations: 15,
        residual: 1e-3,
        converged: true,
        samples: 100,
        standardError: 0.5,
        seconds: 6,
      }, { name: "bare", value: Infinity }],
    });
    const keys = { run_id: store.plan.id, case_id: "a" };
    assertEquals(await store.query("FROM steps"), [{
      ...keys,
      step: 12,
      epoch: 2,
      step_in_epoch: 2,
      learning_rate: 0.05,
      ...Object.fromEntries(stepColumns.map(({ column }, index) => [column, index + 0.5])),
    }]);
    assertEquals(await store.query("FROM segments"), [{
      ...keys,
      step: 12,
      draw: "stochastic",
      alpha: 0.1,
      loss: 2.5,
    }]);
    assertEquals(await store.query("FROM epochs"), [{
      ...keys,
      epoch: 1,
      steps: 10,
      digest: "ab",
      train_loss: 1,
      train_accuracy: 0.25,
      validation_loss: 3,
      validation_accuracy: 0.5,
      train_seconds: 4,
      measure_seconds: 5,
    }]);
    const absent = { step: null, epoch: null, iterations: null, residual: null, converged: null };
    assertEquals(await store.query("FROM measurements ORDER BY name DESC"), [
      {
        ...keys,
        name: "sharpness",
        step: 12,
        epoch: 2,
        value: 0.125,
        iterations: 15,
        residual: 1e-3,
        converged: true,
        samples: 100,
        standard_error: 0.5,
        seconds: 6,
      },
      { ...keys, name: "bare", value: Infinity, ...absent, samples: null, standard_error: null, seconds: null },
    ]);
  }));

Deno.test("append() keeps NaN, which was measured, apart from NULL, which was not", () =>
  inResults(async (resultsDir) => {
    using store = await createRunStore(resultsDir, somePlan());
    await store.append("a", stepRows(0, { batchLoss: NaN, gradientNorm: -Infinity }));
    assertEquals(await store.query("SELECT batch_loss, gradient_norm, cosine FROM steps"), [
      { batch_loss: NaN, gradient_norm: -Infinity, cosine: null },
    ]);
  }));

Deno.test("append() of several walks at once keeps every row", () =>
  inResults(async (resultsDir) => {
    using store = await createRunStore(resultsDir, somePlan());
    const steps = Array.from({ length: 20 }, (_, step) => step);
    await Promise.all(steps.flatMap((step) => ["a", "b"].map((id) => store.append(id, stepRows(step)))));
    assertEquals(
      await store.query("SELECT case_id, count(DISTINCT step) AS steps FROM steps GROUP BY ALL ORDER BY ALL"),
      [
        { case_id: "a", steps: 20 },
        { case_id: "b", steps: 20 },
      ],
    );
  }));

Deno.test("append() refuses a case that is not in the plan", () =>
  inResults(async (resultsDir) => {
    using store = await createRunStore(resultsDir, somePlan());
    await assertRejects(() => store.append("c", stepRows(0)), RangeError, "c");
  }));

Deno.test("append() that fails stores nothing of its rows and does not stop the next", () =>
  inResults(async (resultsDir) => {
    using store = await createRunStore(resultsDir, somePlan());
    const bad: Rows = { ...stepRows(0), segments: [{ step: 0.5, draw: "fixed", alpha: 0, loss: 0 }] };
    await assertRejects(() => store.append("a", bad), RangeError);
    await store.append("a", stepRows(1));
    assertEquals(await store.query("SELECT step FROM steps"), [{ step: 1 }]);
  }));

Deno.test("rewind() forgets the steps from there on, later epochs and their measurements, of that case alone", () =>
  inResults(async (resultsDir) => {
    using store = await createRunStore(resultsDir, somePlan());
    const epoch = { digest: "", trainLoss: 0, trainAccuracy: 0, validationLoss: 0, validationAccuracy: 0 };
    const seconds = { trainSeconds: 0, measureSeconds: 0 };
    for (const id of ["a", "b"]) {
      for (let step = 0; step < 6; step++) await store.append(id, stepRows(step));
      await store.append(id, {
        steps: [],
        segments: [3, 4].map((step) => ({ step, draw: "fixed", alpha: 1, loss: 1 })),
        epochs: [1, 2].map((number) => ({ epoch: number, steps: 3 * number, ...epoch, ...seconds })),
        measurements: [
          { name: "at step 3", step: 3, value: 0 },
          { name: "at step 4", step: 4, epoch: 2, value: 0 },
          { name: "before the walk", epoch: 0, value: 0 },
          { name: "after epoch 1", epoch: 1, value: 0 },
          { name: "after epoch 2", epoch: 2, value: 0 },
          { name: "after the walk", value: 0 },
        ],
      });
    }
    await store.rewind("a", 4);
    const kept = async (id: string) => ({
      steps: (await store.query("SELECT step FROM steps WHERE case_id = $id ORDER BY step", { id })).map((row) =>
        row.step
      ),
      segments: (await store.query("SELECT step FROM segments WHERE case_id = $id ORDER BY ALL", { id })).map((row) =>
        row.step
      ),
      epochs: (await store.query("SELECT epoch FROM epochs WHERE case_id = $id ORDER BY ALL", { id })).map((row) =>
        row.epoch
      ),
      names: (await store.query("SELECT name FROM measurements WHERE case_id = $id ORDER BY rowid", { id }))
        .map((row) => row.name),
    });
    assertEquals(await kept("a"), {
      steps: [0, 1, 2, 3],
      segments: [3],
      epochs: [1],
      names: ["at step 3", "before the walk", "after epoch 1"],
    });
    const b = await kept("b");
    assertEquals([b.steps.length, b.segments.length, b.epochs.length, b.names.length], [6, 2, 2, 6]);
  }));

Deno.test("setStatus() stores an outcome or an error, and a restart clears the error", () =>
  inResults(async (resultsDir) => {
    using store = await createRunStore(resultsDir, somePlan());
    await store.setStatus("a", "diverged", {
      status: "diverged",
      steps: 20,
      firstBadStep: 17,
      trainSeconds: 1.5,
      measureSeconds: 2.5,
      dataChecksum: "dada",
    });
    await store.setStatus("b", "failed", { error: "it's out of memory" });
    const columns = "status, steps, first_bad_step, error, train_seconds, measure_seconds, data_checksum";
    const nothing = {
      steps: null,
      first_bad_step: null,
      train_seconds: null,
      measure_seconds: null,
      data_checksum: null,
    };
    assertEquals(await store.query(`SELECT ${columns} FROM cases ORDER BY position`), [
      {
        status: "diverged",
        steps: 20,
        first_bad_step: 17,
        error: null,
        train_seconds: 1.5,
        measure_seconds: 2.5,
        data_checksum: "dada",
      },
      { status: "failed", error: "it's out of memory", ...nothing },
    ]);
    await store.setStatus("b", "running");
    assertEquals(await store.query(`SELECT ${columns} FROM cases WHERE case_id = 'b'`), [
      { status: "running", error: null, ...nothing },
    ]);
  }));

/** The log of a run: of which case, what happened, and what there is to say. */
async function logOf({ query }: Pick<RunStore, "query">): Promise<unknown[]> {
  return (await query("FROM events ORDER BY rowid")).map(({ case_id, kind, text }) => [case_id, kind, text]);
}

Deno.test("createRunStore() begins the run's log, with its notes, at the run's start", () =>
  inResults(async (resultsDir) => {
    const plan = somePlan();
    using store = await createRunStore(resultsDir, plan, ["mlp ends early"]);
    const entry = { run_id: plan.id, case_id: null, happened: plan.started };
    assertEquals(await store.query("FROM events ORDER BY rowid"), [
      { ...entry, kind: "begun", text: null },
      { ...entry, kind: "note", text: "mlp ends early" },
    ]);
  }));

Deno.test("rewind() says whether the steps before are all there", () =>
  inResults(async (resultsDir) => {
    using store = await createRunStore(resultsDir, somePlan());
    for (const step of [0, 1, 3]) await store.append("a", stepRows(step));
    assertEquals([await store.rewind("a", 4), await store.rewind("a", 2), await store.rewind("b", 0)], [
      false,
      true,
      true,
    ]);
  }));

Deno.test("reopenRunStore() leaves a case that has not the rows that it claims to be walked anew", () =>
  inResults(async (resultsDir) => {
    {
      using store = await createRunStore(resultsDir, somePlan());
      const outcome = {
        status: "finished",
        steps: 2,
        trainSeconds: 1,
        measureSeconds: 2,
        dataChecksum: "dada",
      } as const;
      for (const id of ["a", "b"]) {
        for (const step of [0, 1]) await store.append(id, stepRows(step));
        await store.setStatus(id, "finished", outcome);
      }
      await store.finish("finished");
    }
    await Deno.remove(`${resultsDir}/walk.duckdb`);
    {
      using file = await openStoreFile(runPath(resultsDir, somePlan().id), { access: "write" });
      await file.connection.run("DELETE FROM steps WHERE case_id = 'a' AND step = 1");
    }
    await assertRejects(() => mergeAll(resultsDir), UserError, "case a of run");
    using store = await reopenRunStore(resultsDir, somePlan().id);
    assertEquals(
      await store.query(
        "SELECT case_id, status, count(step) AS steps FROM cases LEFT JOIN steps USING (case_id) GROUP BY ALL ORDER BY 1",
      ),
      [
        { case_id: "a", status: "pending", steps: 0 },
        { case_id: "b", status: "finished", steps: 2 },
      ],
    );
    assertEquals(await store.query("SELECT status FROM runs"), [{ status: "running" }]);
    assertEquals(await store.query("SELECT text FROM events WHERE kind = 'note'"), [
      { text: "it had ended at step 2 and only 1 steps were stored, so it begins anew" },
    ]);
  }));

Deno.test("setStatus(), rewind(), note() and finish() write into the log, in their order and at their time", () =>
  inResults(async (resultsDir) => {
    const began = new Date().toISOString();
    const store = await createRunStore(resultsDir, somePlan());
    const outcome = { steps: 1200, trainSeconds: 1, measureSeconds: 2, dataChecksum: "dada" };
    await store.setStatus("a", "running");
    await store.rewind("a", 0);
    const steps = Array.from({ length: 3450 }, (_, step) => stepRows(step).steps[0]!);
    await store.append("a", { ...stepRows(0), steps: steps.slice(0, 1200) });
    await store.setStatus("a", "interrupted", { ...outcome, status: "interrupted" });
    await store.rewind("a", 1200);
    await store.append("a", { ...stepRows(0), steps: steps.slice(1200) });
    await store.setStatus("a", "finished", { ...outcome, status: "finished", steps: 3450 });
    await store.note("b", "its checkpoint is damaged");
    await store.setStatus("b", "diverged", { ...outcome, status: "diverged", firstBadStep: 17 });
    await store.setStatus("b", "failed", { error: "it's out of memory" });
    await store.finish("failed", "1 of 2 cases failed");
    using merged = await openStore(resultsDir);
    assertEquals(await logOf(merged), [
      [null, "begun", null],
      ["a", "begun", null],
      ["a", "interrupted", "at step 1,200"],
      ["a", "resumed", "from step 1,200"],
      ["a", "finished", "at step 3,450"],
      ["b", "note", "its checkpoint is damaged"],
      ["b", "diverged", "at step 17"],
      ["b", "failed", "it's out of memory"],
      [null, "failed", "1 of 2 cases failed"],
    ]);
    const times = (await merged.query("SELECT happened FROM events ORDER BY rowid OFFSET 1")).map(({ happened }) =>
      String(happened)
    );
    assertEquals(times, [began, ...times, new Date().toISOString()].sort().slice(1, -1));
  }));

Deno.test("setStatus() that cannot be stored leaves no entry in the log", () =>
  inResults(async (resultsDir) => {
    using store = await createRunStore(resultsDir, somePlan());
    const outcome = { status: "finished", trainSeconds: 1, measureSeconds: 2, dataChecksum: "dada" } as const;
    await assertRejects(() => store.setStatus("a", "finished", { ...outcome, steps: 2 ** 70 }));
    assertEquals(await logOf(store), [[null, "begun", null]]);
  }));

Deno.test("reopenRunStore() goes on with the log where the run is resumed, and says that a process was killed", () =>
  inResults(async (resultsDir) => {
    const { id } = somePlan();
    (await createRunStore(resultsDir, somePlan()))[Symbol.dispose]();
    // Opened again by the session that made it, or only looked into.
    (await reopenRunStore(resultsDir, id))[Symbol.dispose]();
    const second = await reopenRunStore(resultsDir, id, { resumed: true });
    await second.finish("interrupted");
    using third = await reopenRunStore(resultsDir, id, { resumed: true });
    assertEquals(await logOf(third), [
      [null, "begun", null],
      [null, "resumed", "the process before was killed, or its machine stopped"],
      [null, "interrupted", null],
      [null, "resumed", null],
    ]);
  }));

Deno.test("createRunStore() refuses a run that is there already", () =>
  inResults(async (resultsDir) => {
    (await createRunStore(resultsDir, somePlan()))[Symbol.dispose]();
    await assertRejects(() => createRunStore(resultsDir, somePlan()), UserError, "resume");
  }));

Deno.test("createRunStore() leaves nothing but the run's file", () =>
  inResults(async (resultsDir) => {
    (await createRunStore(resultsDir, somePlan()))[Symbol.dispose]();
    const names = (await Array.fromAsync(Deno.readDir(`${resultsDir}/runs`))).map((entry) => entry.name);
    assertEquals(names, [`${somePlan().id}.duckdb`]);
  }));

Deno.test("reopenRunStore() gives back the plan and the rows of an interrupted run", () =>
  inResults(async (resultsDir) => {
    const first = await createRunStore(resultsDir, somePlan());
    await first.append("a", stepRows(0));
    await first.finish("interrupted");
    using again = await reopenRunStore(resultsDir, somePlan().id);
    assertEquals(again.plan, somePlan());
    assertEquals(await again.query("SELECT count(*) AS steps FROM steps"), [{ steps: 1 }]);
    assertEquals(await again.query("SELECT status FROM runs"), [{ status: "running" }]);
  }));

Deno.test("reopenRunStore() refuses a finished run and one that is not there", () =>
  inResults(async (resultsDir) => {
    await (await createRunStore(resultsDir, somePlan())).finish("finished");
    await assertRejects(() => reopenRunStore(resultsDir, somePlan().id), UserError, "finished at 2");
    await assertRejects(() => reopenRunStore(resultsDir, "other"), UserError, "other.duckdb");
    assertEquals((await Array.fromAsync(Deno.readDir(`${resultsDir}/runs`))).length, 1);
  }));

Deno.test("finish() merges the run with its verdicts and deviations into the store", () =>
  inResults(async (resultsDir) => {
    const plan = somePlan();
    const store = await createRunStore(resultsDir, plan);
    await store.append("a", stepRows(0));
    const judged = {
      claim: "W6",
      version: 1,
      statement: "SGD hardly crosses barriers",
      estimator: "barrier rate",
      unit: "share",
      criterion: "below 0.01",
      group: { network: "mlp", epoch: 1 },
    };
    const estimate = {
      mean: 0.5,
      deviation: NaN,
      lower: -1,
      upper: Infinity,
      level: 0.95,
      method: "student t",
      seeds: 1,
      observations: 5,
    };
    const verdicts = [
      {
        ...judged,
        word: "undecided" as const,
        estimate,
        pValue: 0.25,
        adjustedPValue: 0.5,
        values: [{ seed: 7, value: NaN, count: 5 }],
        note: "one seed",
      },
      { ...judged, word: "not testable" as const, values: [], note: "no rows" },
    ];
    await store.saveVerdicts(verdicts.slice(1));
    await store.saveVerdicts(verdicts);
    await store.finish("finished");
    using merged = await openStore(resultsDir);
    const [run] = await merged.runs();
    const { cases, ...rest } = plan;
    const { status, finished, seconds, ...stored } = run!;
    assertEquals(stored, rest);
    assertEquals([status, typeof finished, typeof seconds], ["finished", "string", "number"]);
    assertEquals(await merged.cases(plan.id), cases);
    assertEquals(await merged.verdicts(plan.id), verdicts);
    assertEquals(await merged.deviations(plan.id), plan.deviations);
    assertEquals(await merged.query("SELECT count(*) AS steps FROM steps"), [{ steps: 1 }]);
  }));
