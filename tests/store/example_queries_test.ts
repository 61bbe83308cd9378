import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import type { Verdict, VerdictWord } from "../../src/spec/claim.ts";
import type { StepValues } from "../../src/spec/row.ts";
import type { Query, RunPlan } from "../../src/spec/run.ts";
import { saveBench } from "../../src/store/bench_rows.ts";
import { exampleQueries } from "../../src/store/example_queries.ts";
import { storePath } from "../../src/store/paths.ts";
import { openStore } from "../../src/store/reader.ts";
import { createRunStore } from "../../src/store/run_store.ts";
import { openStoreFile } from "../../src/store/store_file.ts";
import { inResults, someCase, somePlan } from "./fixtures.ts";
import { someBench } from "./some_bench.ts";

const noise = { kind: "structured" } as const;
const noisy = { name: "GD + structured noise", gradient: "full batch", noise } as const;
const still = { ...someCase, momentum: 0 };

const verdict = (word: VerdictWord): Verdict => ({
  claim: "W1",
  version: 1,
  statement: "Steps cross no barrier",
  estimator: "share",
  unit: "",
  criterion: "below 0.01",
  group: { network: "mlp" },
  word,
  values: [],
  note: "",
});

/** Makes a run of two cases, `sgd` and `noisy`, of 22 steps: in the last two the noise has the norms 3 and 4. */
async function makeRun(resultsDir: string, word: VerdictWord, changes: Partial<RunPlan>): Promise<void> {
  const cases = [
    { id: "sgd", case: still, parameterCount: 10 },
    { id: "noisy", case: { ...still, descent: noisy }, parameterCount: 10 },
    { id: "never", case: { ...still, seed: 8 }, parameterCount: 10 },
  ];
  using store = await createRunStore(resultsDir, somePlan({ cases, ...changes }));
  for (const [id, accuracy] of [["sgd", 0.5], ["noisy", 0.75]] as const) {
    const values = (step: number): Partial<StepValues> => ({
      lossFrom: 2,
      lossTo: 1,
      barrierExcess: step === 20 ? -0.5 : -1,
      stochasticBarrierExcess: step === 20 ? 0.5 : -1,
      height: 0.04,
      interior: step === 21 ? 1 : 0,
      etaKappa: step === 21 ? 1.5 : 0.5,
      cosine: step === 20 ? -0.5 : -0.25,
      distance: step === 21 ? 1 : 7,
      ...(id === "noisy" ? { noiseNorm: step === 20 ? 3 : 4 } : {}),
    });
    await store.append(id, {
      steps: Array.from({ length: 22 }, (_, step) => ({
        step,
        epoch: 1,
        stepInEpoch: step,
        learningRate: 0.1,
        values: step < 20 ? {} : values(step),
      })),
      segments: [0, 1].map((alpha) => ({ step: 20, draw: "fixed", alpha, loss: 2 - alpha })),
      epochs: [{
        epoch: 1,
        steps: 22,
        digest: "d",
        trainLoss: 1,
        trainAccuracy: 0.5,
        validationLoss: 1,
        validationAccuracy: accuracy,
        trainSeconds: 1,
        measureSeconds: 2,
      }],
      measurements: [{ name: "sharpness", epoch: 1, value: 15, converged: true }],
    });
    const outcome = { status: "finished", steps: 22, trainSeconds: 1, measureSeconds: 2, dataChecksum: "c" } as const;
    await store.setStatus(id, "finished", outcome);
  }
  await store.setStatus("never", "failed", { error: "no memory" });
  await store.saveVerdicts([verdict(word)]);
  await store.finish("finished");
}

/** Makes a store of two runs of barriers and one of heights, which took the walks of the first. */
async function makeStore(resultsDir: string): Promise<void> {
  await makeRun(resultsDir, "undecided", { id: "first", started: "2026-11-20T00:00:00.000Z" });
  await makeRun(resultsDir, "supported", { id: "second", started: "2026-11-21T00:00:00.000Z" });
  await makeRun(resultsDir, "undecided", { id: "taker", suite: "heights" });
  await makeBenches(resultsDir);
  using store = await openStoreFile(storePath(resultsDir), { access: "write" });
  await store.connection.run("UPDATE cases SET taken_from = 'first' WHERE run_id = 'taker' AND status = 'finished'");
}

/** Two runs of the benchmarks at one commit. */
async function makeBenches(resultsDir: string): Promise<void> {
  const first = someBench();
  const results = first.results.map((one) => one.kind === "walk" ? { ...one, seconds: [1.5] } : one);
  await saveBench(resultsDir, first);
  await saveBench(resultsDir, { ...first, id: "second", started: "2026-11-22T00:00:00.000Z", results });
}

const numbersOf = (row: Record<string, unknown> | undefined, names: readonly string[]) =>
  names.map((name) => row?.[name]);

/** What the answers must hold, by how the question begins. */
const expected: Record<string, (rows: Awaited<ReturnType<Query>>) => void> = {
  "How did the verdicts": (rows) =>
    assertEquals(rows.map(({ word, changed }) => [word, changed]), [
      ["undecided", null],
      ["supported", true],
      ["undecided", null],
    ]),
  "How often does": ([row]) => assertEquals(numbersOf(row, ["fixed", "stochastic", "steps"]), [0, 0.5, 2]),
  "Does an interior": ([row]) => assertEquals(numbersOf(row, ["below_one", "above_one"]), [0, 1]),
  // 0.04 / 0.1^2, to rounding.
  "How high do": ([row]) => assertAlmostEquals(Number(row?.height_by_eta_squared), 4, 1e-12),
  "Do the walks": ([row]) => assertEquals(numbersOf(row, ["mean_cosine", "mean_distance"]), [-0.375, 1]),
  "In which regime": (rows) => assertEquals(numbersOf(rows[0], ["eta_lambda_max", "below_zero"]), ["1 to 2", 2]),
  "Which descent": ([row]) => assertEquals(numbersOf(row, ["descent", "more_accurate"]), [noisy.name, 0.25]),
  // sqrt((0.1 * 3)^2 + (0.1 * 4)^2) = 0.5, and the walk came to 1; to rounding.
  "How far does": ([row]) => assertAlmostEquals(Number(row?.ratio), 2, 1e-12),
  "What does the segment": (rows) => assertEquals(rows.map(({ alpha }) => alpha), [0, 1]),
  // The taker's are not counted again.
  "What did the walks": (rows) => assertEquals(rows.map(({ walks, steps }) => [walks, steps]), [[2, 44], [2, 44]]),
  "What happened": (rows) =>
    assertEquals(rows.map(({ kind, text }) => [kind, text]), [["begun", null], ["failed", "no memory"], [
      "finished",
      null,
    ]]),
  // The walk of the second took three quarters of the first's time.
  "How fast were": (rows) =>
    assertEquals(rows.map(({ name, commit, to_before }) => [name, commit, to_before]), [
      ["step", "0123456789ab", null],
      ["step", "0123456789ab", 1],
      ["walk", "0123456789ab", null],
      ["walk", "0123456789ab", 0.75],
    ]),
  "Which cases": (rows) => assertEquals(rows.map(({ error }) => error), ["no memory", "no memory", "no memory"]),
};

Deno.test("exampleQueries answer their questions", (test) =>
  inResults(async (resultsDir) => {
    assert(exampleQueries.length >= 10);
    await makeStore(resultsDir);
    using store = await openStore(resultsDir);
    for (const { question, sql } of exampleQueries) {
      await test.step(question, async () => {
        const rows = await store.query(sql);
        assert(rows.length > 0, "no rows");
        const found = Object.entries(expected).find(([start]) => question.startsWith(start));
        found?.[1](rows);
      });
    }
    const unasked = Object.keys(expected).filter((start) =>
      !exampleQueries.some(({ question }) => question.startsWith(start))
    );
    assertEquals(unasked, []);
  }));
