import { assertAlmostEquals, assertEquals } from "@std/assert";
import type { StepValues } from "../../src/spec/row.ts";
import { createRunStore, type RunStore } from "../../src/store/run_store.ts";
import { inResults, someCase, somePlan, stepRows } from "./fixtures.ts";

/** Stores these steps of case `a`, all of epoch 1, and gives the store to `look`. */
function withSteps(steps: readonly Partial<StepValues>[], look: (store: RunStore) => Promise<void>): Promise<void> {
  return inResults(async (resultsDir) => {
    using store = await createRunStore(resultsDir, somePlan());
    for (const [step, values] of steps.entries()) await store.append("a", stepRows(step, values));
    await look(store);
  });
}

Deno.test("measured_steps has the steps whose segment was evaluated, with their case", () =>
  withSteps([{ batchLoss: 1 }, { batchLoss: 1, lossTo: NaN }], async ({ query }) => {
    const rows = await query(
      "SELECT step, network, learning_rate, step_learning_rate, seed, case_status FROM measured_steps",
    );
    assertEquals(rows, [{
      step: 1,
      network: "mlp",
      learning_rate: someCase.learningRate,
      step_learning_rate: 0.1,
      seed: someCase.seed,
      case_status: "pending",
    }]);
  }));

Deno.test("barriers compares the excess with each tolerance of the greater end", () =>
  withSteps([{ lossFrom: 1, lossTo: 2, barrierExcess: 3e-4, stochasticBarrierExcess: -1 }], async ({ query }) => {
    const rows = await query("SELECT draw, tolerance, scale, barrier FROM barriers ORDER BY draw, tolerance");
    const scale = 2;
    assertEquals(rows, [
      // 3e-4 is 1.5e-4 of the greater end: above 1e-4, below 1e-3.
      { draw: "fixed", tolerance: 0, scale, barrier: true },
      { draw: "fixed", tolerance: 1e-6, scale, barrier: true },
      { draw: "fixed", tolerance: 1e-4, scale, barrier: true },
      { draw: "fixed", tolerance: 1e-3, scale, barrier: false },
      ...[0, 1e-6, 1e-4, 1e-3].map((tolerance) => ({ draw: "stochastic", tolerance, scale, barrier: false })),
    ]);
  }));

Deno.test("barriers leaves out a draw that was not measured, and an excess of exactly 0 is none", () =>
  withSteps([{ lossFrom: 1, lossTo: 1, barrierExcess: 0 }], async ({ query }) => {
    assertEquals(await query("SELECT DISTINCT draw, barrier FROM barriers"), [{ draw: "fixed", barrier: false }]);
  }));

Deno.test("barriers and their rates count certified steps as steps without a barrier, for the fixed draw alone", () =>
  withSteps([
    { lossFrom: 1, lossTo: 1, certified: 1, stochasticBarrierExcess: 0.5 },
    { lossFrom: 1, lossTo: 1, certified: 0, barrierExcess: 0.5 },
    { lossFrom: 1, lossTo: 1, certified: 0, barrierExcess: -0.5 },
  ], async ({ query }) => {
    const rows = await query(
      "SELECT step, draw, certified, excess, barrier FROM barriers WHERE tolerance = 0 ORDER BY draw, step",
    );
    assertEquals(rows, [
      { step: 0, draw: "fixed", certified: true, excess: null, barrier: false },
      { step: 1, draw: "fixed", certified: false, excess: 0.5, barrier: true },
      { step: 2, draw: "fixed", certified: false, excess: -0.5, barrier: false },
      { step: 0, draw: "stochastic", certified: false, excess: 0.5, barrier: true },
    ]);
    const rates = await query(
      "SELECT barriers, steps, not_finite FROM barrier_rates WHERE tolerance = 1e-3 AND draw = 'fixed'",
    );
    assertEquals(rates, [{ barriers: 1, steps: 3, not_finite: 0 }]);
  }));

Deno.test("barrier_rates counts barriers and steps, and diverged steps apart", () =>
  withSteps([
    { lossFrom: 1, lossTo: 1, barrierExcess: 0.5 },
    { lossFrom: 1, lossTo: 1, barrierExcess: -0.5 },
    { lossFrom: 1, lossTo: 1, barrierExcess: -0.5 },
    { lossFrom: 1, lossTo: 1, barrierExcess: Infinity },
    { lossFrom: 1, lossTo: 1, barrierExcess: NaN },
    { lossFrom: 1, lossTo: NaN, barrierExcess: 1 },
    { lossFrom: 1, lossTo: Infinity, barrierExcess: -Infinity },
  ], async ({ query }) => {
    assertEquals(
      await query(
        "SELECT run_id, case_id, epoch, barriers, steps, not_finite, rate FROM barrier_rates WHERE tolerance = 1e-6",
      ),
      [{ run_id: somePlan().id, case_id: "a", epoch: 1, barriers: 2, steps: 4, not_finite: 3, rate: 0.5 }],
    );
  }));

Deno.test("interior_rates splits the steps at eta_kappa 1", () =>
  withSteps([
    { lossFrom: 1, lossTo: 1, interior: 1, etaKappa: 2 },
    { lossFrom: 1, lossTo: 1, interior: 0, etaKappa: 1.5 },
    { lossFrom: 1, lossTo: 1, interior: 0, etaKappa: 1 },
    { lossFrom: 1, lossTo: 1, interior: 1, etaKappa: NaN },
    { lossFrom: 1, lossTo: 1, interior: 1 },
    { lossFrom: 1, lossTo: NaN, interior: 0, etaKappa: 3 },
  ], async ({ query }) => {
    const [row] = await query("SELECT * EXCLUDE (run_id, case_id, network, dataset, descent) FROM interior_rates");
    assertEquals(row, {
      learning_rate: 0.1,
      batch_size: 10,
      seed: 7,
      case_status: "pending",
      epoch: 1,
      interior_steps: 3,
      steps: 5,
      not_finite: 1,
      rate: 0.6,
      interior_steps_above: 1,
      steps_above: 2,
      rate_above: 0.5,
      interior_steps_below: 0,
      steps_below: 1,
      rate_below: 0,
    });
  }));

Deno.test("a rate of no steps is NULL", () =>
  withSteps([{ lossFrom: 1, lossTo: NaN, barrierExcess: NaN, interior: 0, etaKappa: 2 }], async ({ query }) => {
    const none = { steps: 0, not_finite: 1, rate: null };
    assertEquals(await query("SELECT DISTINCT steps, not_finite, rate FROM barrier_rates"), [none]);
    assertEquals(await query("SELECT steps, not_finite, rate, rate_above, rate_below FROM interior_rates"), [
      { ...none, rate_above: null, rate_below: null },
    ]);
  }));

Deno.test("heights gives mean, sample variance and the mean over interior minima", () =>
  withSteps([
    { lossTo: 1, height: 1, interior: 1 },
    { lossTo: 1, height: 2, interior: 0 },
    { lossTo: 1, height: 6, interior: 1 },
    { lossTo: NaN, height: NaN, interior: 0 },
  ], async ({ query }) => {
    const [row] = await query("SELECT steps, not_finite, mean, variance, interior_steps, interior_mean FROM heights");
    const { variance, ...rest } = row!;
    assertEquals(rest, { steps: 3, not_finite: 1, mean: 3, interior_steps: 2, interior_mean: 3.5 });
    // ((1-3)^2 + (2-3)^2 + (6-3)^2) / 2 = 7; a few roundings of float64.
    assertAlmostEquals(Number(variance), 7, 1e-14);
  }));

Deno.test("the views give a rate for every case and epoch apart", () =>
  inResults(async (resultsDir) => {
    using store = await createRunStore(resultsDir, somePlan());
    for (const [id, epoch, excess] of [["a", 1, 1], ["a", 3, -1], ["b", 1, -1]] as const) {
      await store.append(id, stepRows(0, { lossFrom: 1, lossTo: 1, barrierExcess: excess }, epoch));
    }
    const rows = await store.query("SELECT case_id, epoch, rate FROM barrier_rates WHERE tolerance = 0 ORDER BY ALL");
    assertEquals(rows, [
      { case_id: "a", epoch: 1, rate: 1 },
      { case_id: "a", epoch: 3, rate: 0 },
      { case_id: "b", epoch: 1, rate: 0 },
    ]);
  }));
