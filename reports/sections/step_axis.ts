import type { Data, Row, Spec } from "../../mod.ts";

/** The steps that a case has made at the end of a row's epoch, in SQL: equal epochs of walks with other data are other steps. */
export const stepsMade = "epoch * (train_samples // batch_size)";

/** The steps of an epoch of the paper's: 45,000 samples in mini-batches of 100, section 3. */
export const paperStepsAnEpoch = 450;

/**
 * Places side by side, in the order of the steps made, each with its epoch below: those of the seeds and of the paper, whose epochs are longer.
 * Rows have columns `step` and `epoch`.
 */
export function stepAxis({ seeds = [], paper = [] }: Data): Spec {
  const rows = [...seeds, ...paper];
  const steps = [...new Set(rows.map(({ step }) => Number(step)))].sort((a, b) => a - b);
  const epochAt = (step: number) => rows.find((row: Row) => row.step === step)?.epoch;
  const epochs = Object.fromEntries(steps.map((step) => [step, epochAt(step)]));
  return {
    field: "step",
    type: "ordinal",
    title: "steps made, not to scale",
    sort: steps,
    axis: {
      labelAngle: 0,
      labelExpr: `[format(datum.value, ','), 'ep. ' + (${JSON.stringify(epochs)})[datum.value]]`,
      labelOverlap: true,
      tickSize: 0,
      offset: 8,
      grid: false,
      domain: false,
    },
  };
}
