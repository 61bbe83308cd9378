/** The arms of this page: how they are found in the store, named and coloured. */

import { type Control, formatSetting, type Row, type Spec } from "../../mod.ts";
import { armLooks, type Look } from "../colours.ts";
import { seedCount } from "../sections/arms.ts";
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

/** The cases of the run that have not diverged, as `walks`: each with its arm, and the step from which on it follows another, NULL where none. */
export const walks = `
  walks AS (
    SELECT run_id, case_id, network, dataset, learning_rate, weight_decay, seed, status, descent, planned_steps,
      coalesce(config->>'$.descent.noise.kind', config->>'$.descent.gradient', 'mini-batch') AS family,
      (config->>'$.descent.noise.factor')::DOUBLE AS factor, config->>'$.descent.noise.as' AS convention,
      (config->>'$.descent.switch.step')::BIGINT AS switch_step
    FROM cases WHERE run_id = $run AND status <> 'diverged'
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

/** Which of the paper's noises a picture shows: their factor and what that is of; nothing to choose where no walk has them. */
export function noiseControls(rows: readonly Row[]): Control[] {
  const factors = factorsOf(rows);
  if (factors.length === 0) return [];
  return [
    {
      parameter: "factor",
      label: "The paper's noise: factor",
      value: firstFactor(factors),
      options: factors.map((value) => ({ label: formatSetting(value), value })),
    },
    {
      parameter: "convention",
      label: "taken as",
      value: firstConvention,
      options: [
        { label: "standard deviation, the code", value: firstConvention },
        { label: "variance, the text", value: "variance" },
      ],
    },
  ];
}

/** The parameters that these controls set. */
export function noiseParameters(rows: readonly Row[]): Spec[] {
  return [{ name: "factor", value: firstFactor(factorsOf(rows)) }, { name: "convention", value: firstConvention }];
}

/** Leaves, of the paper's noise, the one that is chosen. */
export const chosenNoise = {
  filter: "!isValid(datum.factor) || datum.factor === factor && datum.convention === convention",
};

/** The released code's, where a walk has its factor. */
const firstConvention = "standard deviation";
const firstFactor = (factors: readonly number[]) => factors.includes(0.02) ? 0.02 : factors[0] ?? 0;

function factorsOf(rows: readonly Row[]): number[] {
  const found = rows.map(({ factor }) => factor).filter((factor) => typeof factor === "number");
  return [...new Set(found)].sort((a, b) => b - a);
}

/** How many seeds the arms of some rows come from, in words: not all have as many. */
export function seedsOfArms(rows: readonly Row[]): string {
  const arms = [
    ...Map.groupBy(
      rows,
      ({ network, learning_rate, weight_decay, descent, arm, factor, convention, way }) =>
        JSON.stringify([network, learning_rate, weight_decay, descent, arm, factor, convention, way]),
    ).values(),
  ];
  const counts = arms.map((own) => new Set(own.map(({ seed }) => seed)).size);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most ? seedCount(rows) : `${least} to ${most} seeds an arm`;
}
