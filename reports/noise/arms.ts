/** The arms of this page: how they are found in the store, named and coloured. */

import type { Control, Row } from "../../mod.ts";
import { armLooks, type Look } from "../colours.ts";
import { type LookChannels, lookChannels } from "../sections/look_channels.ts";

/** One arm, by what a case's descent adds to the gradient; the paper's noise has many factors and is one arm of the pictures. */
interface Arm {
  readonly family: string;
  readonly label: string;
  readonly look: Look;
}

const paperNoise = "isotropic from initialisation";

const arms: readonly Arm[] = [
  { family: "full batch", label: "GD", look: armLooks.gd },
  { family: "mini-batch", label: "SGD", look: armLooks.sgd },
  { family: "structured", label: "GD + structured", look: armLooks.structured },
  { family: "isotropic of matched trace", label: "GD + isotropic, matched", look: armLooks.matched },
  { family: paperNoise, label: "GD + isotropic, the paper's", look: armLooks.papers },
];

/** The cases of the run, as `walks`: each with its arm, and the step from which on it follows another, NULL where none. */
export const walks = `
  walks AS (
    SELECT run_id, case_id, network, dataset, learning_rate, weight_decay, seed, status, descent, planned_steps,
      coalesce(config->>'$.descent.noise.kind', config->>'$.descent.gradient', 'mini-batch') AS family,
      (config->>'$.descent.noise.factor')::DOUBLE AS factor, config->>'$.descent.noise.as' AS convention,
      (config->>'$.descent.switch.step')::BIGINT AS switch_step
    FROM cases WHERE run_id = $run
  )`;

/** The rows with a column `arm`, as legends name it, in the order of the legends. */
export function withArms(rows: readonly Row[]): readonly Row[] {
  return arms.flatMap(({ family, label }) =>
    rows.filter((row) => row.family === family).map((row) => ({ ...row, arm: label }))
  );
}

/** Which of the arms some rows are of, in the order of the legends. */
export function armsOf(rows: readonly Row[]): string[] {
  const found = new Set(rows.map(({ arm }) => arm));
  return arms.map(({ label }) => label).filter((label) => found.has(label));
}

/** The arms' colours, dashes and shapes. */
export function armChannels(labels: readonly string[]): LookChannels {
  const looks = labels.map((label) => arms.find((arm) => arm.label === label)!.look);
  return lookChannels("arm", labels, looks);
}

/** Which of the paper's noises a picture shows: their factor. */
export const factorControl: Control = {
  parameter: "factor",
  label: "The paper's noise: factor",
  value: 0.02,
  options: [0.1, 0.02, 0.01, 0.001].map((value) => ({ label: String(value), value })),
};

/** Which of the paper's noises a picture shows: what the factor is of. */
export const conventionControl: Control = {
  parameter: "convention",
  label: "taken as",
  value: "standard deviation",
  options: [
    { label: "standard deviation, the code", value: "standard deviation" },
    { label: "variance, the text", value: "variance" },
  ],
};

/** The parameters that these controls set, and the rows that they leave. */
export const noiseParameters = [factorControl, conventionControl].map(({ parameter, value }) => ({
  name: parameter,
  value,
}));

/** Leaves, of the paper's noise, the one that is chosen. */
export const chosenNoise = {
  filter: "!isValid(datum.factor) || datum.factor === factor && datum.convention === convention",
};
