import type { Grid } from "../spec/suite.ts";
import { UserError } from "../spec/user_error.ts";
import { countOf } from "./count_of.ts";
import { flagName } from "./flags.ts";
import { isModel, type ModelName, models } from "./models.ts";
import { type Arm, selectArms, type Shapes } from "./select_arms.ts";
import { type CaseFlagValues, fieldFlags, fieldOf } from "./suite_flags.ts";

/** The grids that the flags leave of a preset's, and what the user should know about how they were read. */
export interface Overridden {
  readonly grids: readonly Grid[];
  readonly notes: readonly string[];
}

/**
 * Replaces axes of a preset's grids by what the flags give. A model or data set that the preset has selects its grids; one that it
 * lacks takes the place of another in a copy of the grid nearest to it; a descent selects those that have it. Measured epochs beyond
 * the last are left out. A batch of all training samples follows their number.
 *
 * @throws {UserError} If no grid is left, or a flag fits none of them.
 */
export function applyOverrides(grids: readonly Grid[], flags: CaseFlagValues, shapes: Shapes): Overridden {
  const notes: string[] = [];
  const arms = rebuild(selectArms(grids, flags, shapes, notes), flags);

  const fields = Object.fromEntries(
    (Object.keys(fieldFlags) as (keyof typeof fieldFlags)[])
      .filter((flag) => flags[flag] !== undefined)
      .map((flag) => [fieldOf[flag], flags[flag]]),
  );
  for (const flag of Object.keys(fieldFlags)) {
    const given: readonly unknown[] | undefined = flags[flag as keyof typeof fieldFlags];
    if (given && new Set(given).size < given.length) {
      notes.push(`--${flagName(flag)} names a value more than once, which counts once: ${given.join(", ")}`);
    }
  }
  const { seeds, measuredEpochs } = flags;
  const overridden = arms.flatMap((arm) => {
    const changed: Arm = {
      ...arm,
      ...fields,
      ...(seeds === undefined ? {} : { seeds }),
      ...(flags.certify ? { certify: true } : {}),
      ...(measuredEpochs === undefined ? {} : { measuredEpochs }),
    };
    refuseWideBatches(changed, flags);
    return flags.trainSamples && !flags.batchSize ? keepFullBatch(changed, arm, notes) : [changed];
  });
  return { grids: measuredEpochs ? overridden : overridden.flatMap((grid) => fitMeasuredEpochs(grid, notes)), notes };
}

/** A batch of more samples than there are would silently be all of them. */
function refuseWideBatches({ network, evaluationSamples }: Arm, { evalBatchSize = [] }: CaseFlagValues): void {
  const most = Math.max(...[evaluationSamples].flat());
  const wide = evalBatchSize.find((size) => size > most);
  if (wide === undefined) return;
  throw new UserError(
    `Cannot use --eval-batch-size as it must be at most the evaluation samples, ${most} of ${network.name}: ${wide}`,
  );
}

/** A width below which every layer has one channel whatever it is. */
function refuseNarrow(name: ModelName, width: number): void {
  const [asked, narrower] = [width, width / 2].map((one) => JSON.stringify(models[name].build({ width: one }).layers));
  if (asked !== narrower) return;
  throw new UserError(`Cannot use --width as it must leave ${name} more than one channel a layer: ${width}`);
}

function rebuild(arms: readonly Arm[], { width, hidden }: CaseFlagValues): Arm[] {
  const options = { ...(width === undefined ? {} : { width }), ...(hidden === undefined ? {} : { hidden }) };
  let rebuilt = arms;
  for (const option of Object.keys(options) as (keyof typeof options)[]) {
    const has = ({ network: { name } }: Arm) => isModel(name) && models[name].options.includes(option);
    if (!arms.some(has)) {
      const names = [...new Set(arms.map(({ network }) => network.name))].join(", ");
      throw new UserError(`Cannot use --${option} as a network of the run must have it: ${names}`);
    }
    if (width !== undefined && option === "width") {
      for (const { network: { name } } of arms.filter(has)) refuseNarrow(name as ModelName, width);
    }
    rebuilt = rebuilt.map((arm) =>
      has(arm)
        ? { ...arm, network: models[arm.network.name as "mlp"].build({ input: arm.network.input, ...options }) }
        : arm
    );
  }
  return [...rebuilt];
}

/** A batch of all training samples stays one where their number changes: its walks are about the full batch. */
function keepFullBatch(changed: Arm, { trainSamples: before }: Arm, notes: string[]): Arm[] {
  const sizes = [changed.batchSize].flat();
  if (Array.isArray(before) || !sizes.includes(before as number)) return [changed];
  return [changed.trainSamples].flat().map((trainSamples: number) => {
    notes.push(`${changed.network.name}: the batch of all ${before} training samples is one of ${trainSamples}`);
    return { ...changed, trainSamples, batchSize: sizes.map((size) => size === before ? trainSamples : size) };
  });
}

/** One grid for each number of epochs, with the measured epochs that fit into it. */
function fitMeasuredEpochs(grid: Arm, notes: string[]): Grid[] {
  return [grid.epochs].flat().map((epochs: number) => {
    const measuredEpochs = grid.measuredEpochs.filter((epoch) => epoch <= epochs);
    if (measuredEpochs.length === 0) {
      throw new UserError(
        `Cannot measure epochs ${
          grid.measuredEpochs.join(", ")
        } as they must lie within --epochs ${epochs}: name others with --measured-epochs`,
      );
    }
    if (measuredEpochs.length === grid.measuredEpochs.length) return { ...grid, epochs };
    const left = grid.measuredEpochs.filter((epoch) => epoch > epochs).join(", ");
    const note = `${grid.network.name} within ${countOf(epochs, "epoch")}: epoch ${
      measuredEpochs.join(", ")
    } is measured, ${left} is left out`;
    if (!notes.includes(note)) notes.push(note);
    return { ...grid, epochs, measuredEpochs };
  });
}
