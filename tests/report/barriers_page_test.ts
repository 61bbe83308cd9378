import { assert, assertEquals } from "@std/assert";
import { audited } from "../../reports/barriers/audited.ts";
import { barrierRates } from "../../reports/barriers/barrier_rates.ts";
import { besideTable1 } from "../../reports/barriers/beside_table_1.ts";
import { bounceDiagnostics } from "../../reports/barriers/bounce_diagnostics.ts";
import { minimumInside } from "../../reports/barriers/minimum_inside.ts";
import { ownMinimum } from "../../reports/barriers/own_minimum.ts";
import { batchSharpness } from "../../reports/sections/batch_sharpness.ts";
import { fillChart } from "../../src/report/fill_chart.ts";
import type { Context, Row, TableSection } from "../../src/report/page.ts";
import { readRows } from "../../src/report/read_data.ts";
import type { Case } from "../../src/spec/case.ts";
import type { Rows, StepValues } from "../../src/spec/row.ts";
import { walkRows } from "./synthetic_run.ts";
import { syntheticSuite as suite } from "./synthetic_suite.ts";
import { temporaryRun } from "./temporary_run.ts";

/** The walk's rows, with these values at the n-th of them. */
const rowsWith = (valuesAt: (place: number) => Partial<StepValues>) => (one: Case): Rows => {
  const rows = walkRows(one);
  return { ...rows, steps: rows.steps!.map((step, at) => ({ ...step, values: { ...step.values, ...valuesAt(at) } })) };
};

/** Looks at a small run of one network at one learning rate, of two seeds of 12 steps and one that diverges and is left out. */
async function look(
  valuesAt: (place: number) => Partial<StepValues>,
  check: (context: Context) => Promise<void>,
): Promise<void> {
  const options = { networks: ["mlp"], learningRates: [0.1], seeds: 3, epochs: 1, measuredSteps: 12 };
  await using made = await temporaryRun(suite, { ...options, rows: rowsWith(valuesAt) });
  await check({ suite, run: made.run, verdicts: made.verdicts, query: made.store.query });
}

async function rowsOf(section: TableSection, context: Context): Promise<readonly Row[]> {
  const read = await readRows(section.data, context);
  return section.derive?.(read, context) ?? read;
}

Deno.test("minimumInside sets the share of steps beside that of their bowls, over the steps whose bowl is known", async () => {
  // Bowls at every third step: of these four steps three have a minimum inside and one has one in the bowl; elsewhere all have one.
  const values = (at: number) => ({
    interior: at === 0 ? 0 : 1,
    bowlInterior: at % 3 === 0 ? Number(at === 3) : undefined,
  });
  await look(values as (at: number) => Partial<StepValues>, async (context) => {
    const { data } = (await fillChart(minimumInside, context))!;
    assertEquals(
      data.means!.map(({ share, rate, epoch, step, mean, seeds, observations }) => [
        ...[share, rate, epoch, step, mean, seeds, observations],
      ]),
      [["minimum inside", "η 0.1", 1, 60, 0.75, 2, 8], ["in the bowl", "η 0.1", 1, 60, 0.25, 2, 8]],
    );
    assertEquals(
      minimumInside.takeaway!(data, context),
      "mlp: of the steps of an epoch at η 0.1, 75 % have a minimum inside and 25 % would have one in the bowl.",
    );
  });
});

Deno.test("ownMinimum counts the steps whose mini-batch has a minimum inside, and those whose secant passes 1, of those that have one", async () => {
  const values = (at: number) => ({ secantEtaKappa: [NaN, 1, 1.5, 0.5][at % 4]!, batchInterior: 0 });
  await look(values, async (context) => {
    const { data } = (await fillChart(ownMinimum, context))!;
    const means = data.means!.map(({ share, mean, observations }) => [share, mean, observations]);
    assertEquals(means, [["minimum inside", 0, 24], ["secant ηκ above 1", 1 / 3, 18]]);
  });
});

Deno.test("bounceDiagnostics tells an alternating floor from one that stays, and how often the loss rises", async () => {
  const alternating = (at: number) => ({
    floorAlpha: at % 2 === 0 ? 0.3 : 0.7,
    lossFrom: 1,
    lossTo: at % 4 === 0 ? 2 : 0.5,
  });
  await look(alternating, async (context) => {
    const [row] = await rowsOf(bounceDiagnostics, context);
    assertEquals([row!.alpha, row!.autocorrelation], ["0.5 [0.5, 0.5]", "−1 [−1, −1]"]);
    assert(String(row!.rises).startsWith("25 % ["));
  });
  await look(() => ({ floorAlpha: 1, cosine: -0.5, cosineTwoApart: 0.25 }), async (context) => {
    const [row] = await rowsOf(bounceDiagnostics, context);
    const { autocorrelation, cosine, cosine_two_apart: twoApart } = row!;
    assertEquals([autocorrelation, cosine, twoApart], ["–", "−0.5 [−0.5, −0.5]", "0.25 [0.25, 0.25]"]);
  });
});

Deno.test("batchSharpness holds the mean of kappa against 2 / eta", async () => {
  await look((at) => ({ kappa: at % 2 === 0 ? 4 : 6, etaKappa: at % 2 === 0 ? 0.4 : 0.6 }), async (context) => {
    const [row] = await rowsOf(batchSharpness, context);
    assertEquals([row!.sharpness, row!.edge, row!.share], ["5 [5, 5]", 20, "0.25 [0.25, 0.25]"]);
  });
});

Deno.test("audited says how often all training samples decide alike, on how many", async () => {
  await look(() => ({}), async (context) => {
    const [row] = await rowsOf(audited, context);
    const { evaluation_samples: some, samples, observations, seeds } = row!;
    assertEquals([some, samples, observations, seeds], [500, 6000, 2, 2]);
    assert(String(row!.barrier).startsWith("100 % ["));
    assertEquals(Number(row!.height).toFixed(6), "0.900000");
  });
});

Deno.test("barrierRates and besideTable1 count at three tolerances, and tell the paper's epochs by their steps", async () => {
  // Of 12 steps one crosses a barrier of a hundredth of the loss, one of a hundred-thousandth, one of a hundred-millionth.
  const values = (at: number) => ({ lossFrom: 1, lossTo: 0.5, barrierExcess: [1e-2, 1e-5, 1e-8][at] ?? -1 });
  await look(values, async (context) => {
    const { data } = (await fillChart(barrierRates, context))!;
    const fixed = data.means!.filter(({ draw }) => draw === "fixed");
    assertEquals(
      fixed.map(({ tolerance, mean, step }) => [tolerance, Number(mean) * 12, step]),
      [[0, 3, 60], [1e-6, 2, 60], [1e-3, 1, 60]],
    );
    assertEquals(data.paper!.map(({ step }) => step), [450, 4500, 11_250]);
    const [row] = await rowsOf(besideTable1, context);
    const { step, significant, small, any_height: any, paper, paper_step: paperStep } = row!;
    assertEquals(
      [step, significant, small, any, paper, paperStep],
      [60, "2 of 24", 4, 6, "0 of about 450", 450],
    );
  });
});
