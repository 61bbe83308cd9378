import { assert, assertEquals, assertMatch } from "@std/assert";
import { cosine } from "../../src/measure/cosine.ts";
import { floor } from "../../src/measure/floor.ts";
import { segment } from "../../src/measure/segment.ts";
import { sharpness } from "../../src/measure/sharpness.ts";
import type { Outcome } from "../../src/spec/row.ts";
import type { RunPlan } from "../../src/spec/run.ts";
import { UserError } from "../../src/spec/user_error.ts";
import { findStoredDonors, takeWalks } from "../../src/store/take_walks.ts";
import { createRunStore, reopenRunStore } from "../../src/store/run_store.ts";
import { describeMeasures } from "../../src/walk/identity.ts";
import { inResults, somePlan, stepRows } from "./fixtures.ts";
import { spoilBlocks } from "./spoil_blocks.ts";

const data = "da7a";
const checksums = new Map([["mnist", data]]);
const outcome: Outcome = {
  status: "finished",
  steps: 1,
  trainSeconds: 1.5,
  measureSeconds: 2.5,
  dataChecksum: data,
};

/** A run that walks both cases at the small set of measures or at more; the ids of its cases are its own. */
function plan(id: string, changes: Partial<RunPlan> = {}): RunPlan {
  const cases = somePlan().cases.map((one) => ({ ...one, id: `${one.id}-of-${id}` }));
  const measures = describeMeasures([cosine(), segment(), floor()]);
  return somePlan({ id, cases, measures, ...changes });
}

/** What more measures look at. */
const more = describeMeasures([cosine(), segment(), segment({ draw: "batch" }), floor(), sharpness()]);

/** Walks case a to its end and leaves case b as it is, in a run that looks at more. */
async function walkFirst(resultsDir: string, changes: Partial<RunPlan> = {}, went: Outcome = outcome): Promise<void> {
  const store = await createRunStore(resultsDir, plan("first", { measures: more, ...changes }));
  const id = store.plan.cases[0]!.id;
  await store.append(id, {
    ...stepRows(3, { batchLoss: 1, cosine: NaN, lossFrom: 2, lossTo: 3, floor: 2, interior: 0, batchInterior: 1 }),
    segments: (["fixed", "batch"] as const).map((draw) => ({ step: 3, draw, alpha: 0.5, loss: 4 })),
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
    measurements: [{ name: "sharpness", epoch: 1, value: 6 }],
  });
  await store.setStatus(id, went.status, went);
  await store.finish("finished");
}

async function isTaken(resultsDir: string, second: Partial<RunPlan>, found = checksums): Promise<boolean> {
  return (await findStoredDonors(resultsDir, plan("second", second), found)).size > 0;
}

Deno.test("takeWalks() takes the rows that the run's measures give, and how the walk went", () =>
  inResults(async (resultsDir) => {
    await walkFirst(resultsDir);
    (await createRunStore(resultsDir, plan("second")))[Symbol.dispose]();
    await takeWalks(resultsDir, plan("second"), checksums);
    using store = await reopenRunStore(resultsDir, "second");
    assertEquals(
      await store.query("SELECT case_id, status, steps, train_seconds, data_checksum, taken_from FROM cases"),
      [
        {
          case_id: "a-of-second",
          status: "finished",
          steps: 1,
          train_seconds: 1.5,
          data_checksum: data,
          taken_from: "first",
        },
        {
          case_id: "b-of-second",
          status: "pending",
          steps: null,
          train_seconds: null,
          data_checksum: null,
          taken_from: null,
        },
      ],
    );
    const keys = { run_id: "second", case_id: "a-of-second" };
    assertEquals(
      await store.query(
        "SELECT run_id, case_id, step, batch_loss, cosine, loss_from, floor, interior, batch_interior FROM steps",
      ),
      [{ ...keys, step: 3, batch_loss: 1, cosine: NaN, loss_from: 2, floor: 2, interior: 0, batch_interior: null }],
    );
    assertEquals(await store.query("FROM segments"), [{ ...keys, step: 3, draw: "fixed", alpha: 0.5, loss: 4 }]);
    assertEquals(await store.query("SELECT run_id, case_id, digest FROM epochs"), [{ ...keys, digest: "ab" }]);
    assertEquals(await store.query("FROM measurements"), []);
    // Its own log, not the donor's.
    assertEquals(await store.query("SELECT run_id, case_id, kind, text FROM events ORDER BY rowid"), [
      { run_id: "second", case_id: null, kind: "begun", text: null },
      { ...keys, kind: "taken", text: "from run first" },
    ]);
  }));

Deno.test("takeWalks() names the run that walked, also where its rows were taken once before", () =>
  inResults(async (resultsDir) => {
    await walkFirst(resultsDir);
    const second = await createRunStore(resultsDir, plan("second"));
    second[Symbol.dispose]();
    await takeWalks(resultsDir, second.plan, checksums);
    await (await reopenRunStore(resultsDir, "second")).finish("finished");
    const donors = await findStoredDonors(resultsDir, plan("third"), checksums);
    assertEquals([...donors.values()].map(({ walkedBy }) => walkedBy), ["first"]);
  }));

Deno.test("takeWalks() replaces what an interrupted walk stored, and leaves what has ended", () =>
  inResults(async (resultsDir) => {
    await walkFirst(resultsDir);
    const store = await createRunStore(resultsDir, plan("second"));
    await store.append("a-of-second", stepRows(0));
    await store.setStatus("a-of-second", "interrupted", { ...outcome, status: "interrupted" });
    store[Symbol.dispose]();
    await takeWalks(resultsDir, plan("second"), checksums);
    await takeWalks(resultsDir, plan("second"), checksums);
    using again = await reopenRunStore(resultsDir, "second");
    assertEquals(await again.query("SELECT step FROM steps"), [{ step: 3 }]);
  }));

Deno.test("findDonors() takes a walk that diverged, and none that failed or was interrupted", async () => {
  for (const [status, taken] of [["finished", true], ["diverged", true], ["interrupted", false]] as const) {
    await inResults(async (resultsDir) => {
      await walkFirst(resultsDir, {}, { ...outcome, status });
      assertEquals(await isTaken(resultsDir, {}), taken, status);
    });
  }
});

Deno.test("findDonors() wants the same data, engine, machine, versions and code, and measures that it looked at", () =>
  inResults(async (resultsDir) => {
    const { engine, machine, versions, cases } = plan("second");
    await walkFirst(resultsDir, { versions: { ...versions, suiteCode: "1", walkCode: "2" } });
    const here = { versions: { ...versions, walkCode: "2", suiteCode: "3" } };
    assertEquals(await isTaken(resultsDir, here), true, "another suite of the same code");
    assertEquals(await isTaken(resultsDir, { ...here, jobs: 7, machine: { ...machine, hostname: "another" } }), true);
    const others: Partial<RunPlan>[] = [
      { versions: { ...here.versions, walkCode: "4" } },
      { versions },
      { ...here, engine: { ...engine, name: "onnx:cuda" } },
      { ...here, engine: { ...engine, version: "1.2.4" } },
      { ...here, engine: { ...engine, device: "another" } },
      { ...here, engine: { ...engine, threads: 2 } },
      { ...here, machine: { ...machine, processor: "another" } },
      { ...here, machine: { ...machine, operatingSystem: "another" } },
      { ...here, measures: describeMeasures([segment({ every: 2 })]) },
      { ...here, cases: cases.map((one) => ({ ...one, case: { ...one.case, seed: 9 } })) },
    ];
    for (const other of others) assertEquals(await isTaken(resultsDir, other), false, JSON.stringify(other));
    assertEquals(await isTaken(resultsDir, here, new Map([["mnist", "other data"]])), false);
  }));

Deno.test("findStoredDonors() finds none where there is no store", () =>
  inResults(async (resultsDir) => assertEquals(await isTaken(resultsDir, {}), false)));

Deno.test("takeWalks() blames the store for damage anywhere in it, not the run's file, which stays as it was", () =>
  inResults(async (resultsDir) => {
    await walkFirst(resultsDir);
    const second = await createRunStore(resultsDir, plan("second"));
    second[Symbol.dispose]();
    const file = await Deno.readFile(second.path);
    const path = `${resultsDir}/walk.duckdb`;
    let refused = 0;
    for (const bytes of spoilBlocks(await Deno.readFile(path))) {
      await Deno.writeFile(path, bytes);
      await Deno.writeFile(second.path, file);
      const taking = takeWalks(resultsDir, plan("second"), checksums);
      const error = await taking.then(() => undefined, (error: unknown) => error);
      // Nothing lies in the block, or nothing that is taken.
      if (error === undefined) continue;
      assert(error instanceof UserError, String(error));
      assertMatch(error.message, /^Cannot (open|read) \S+walk\.duckdb .* `deno task merge` makes the store anew/);
      using store = await reopenRunStore(resultsDir, "second");
      assertEquals(await store.query("SELECT count(taken_from) AS taken FROM cases"), [{ taken: 0 }]);
      refused++;
    }
    assert(refused >= 4, `${refused} of the damages were found`);
  }));
