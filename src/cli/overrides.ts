import { type Descent, sgdDescent } from "../spec/descent.ts";
import type { Dataset, DatasetName } from "../spec/dataset.ts";
import type { Network } from "../spec/network.ts";
import type { Grid } from "../spec/suite.ts";
import { UserError } from "../spec/user_error.ts";
import { countOf } from "./count_of.ts";
import { descentWord } from "./descent_word.ts";
import { flagName } from "./flags.ts";
import { hiddenSizes, isModel, modelNames, models } from "./models.ts";
import { type CaseFlagValues, fieldFlags, fieldOf } from "./suite_flags.ts";
import { suggest } from "./suggest.ts";

/** The grids that the flags leave of a preset's, and what the user should know about how they were read. */
export interface Overridden {
  readonly grids: readonly Grid[];
  readonly notes: readonly string[];
}

/** A grid with one network on one data set. */
type Arm = Grid & { readonly network: Network; readonly dataset: DatasetName };

/** The shapes of the data sets' images. */
type Shapes = readonly Pick<Dataset, "name" | "shape">[];

/**
 * Replaces axes of a preset's grids by what the flags give. A model or data set that the preset has selects its grids; one that it
 * lacks takes the place of another in a copy of the grid nearest to it; a descent selects those that have it. Measured epochs beyond
 * the last are left out. A batch of all training samples follows their number.
 *
 * @throws {UserError} If no grid is left, or a flag fits none of them.
 */
export function applyOverrides(grids: readonly Grid[], flags: CaseFlagValues, shapes: Shapes): Overridden {
  const notes: string[] = [];
  let arms = grids.flatMap(splitGrid);
  if (flags.model) arms = flags.model.flatMap((name) => selectModel(arms, name, flags, notes));
  if (flags.dataset) arms = flags.dataset.flatMap((name) => selectDataset(arms, name, flags, shapes, notes));
  if (flags.descent) arms = selectDescents(arms, flags.descent);
  arms = rebuild(arms, flags);

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
      ...(measuredEpochs === undefined ? {} : { measuredEpochs }),
    };
    return flags.trainSamples && !flags.batchSize ? keepFullBatch(changed, arm, notes) : [changed];
  });
  return { grids: measuredEpochs ? overridden : overridden.flatMap((grid) => fitMeasuredEpochs(grid, notes)), notes };
}

function splitGrid(grid: Grid): Arm[] {
  return [grid.network].flat().flatMap((network: Network) =>
    [grid.dataset].flat().map((dataset: DatasetName) => ({ ...grid, network, dataset }))
  );
}

function selectModel(arms: readonly Arm[], name: string, flags: CaseFlagValues, notes: string[]): Arm[] {
  const own = arms.filter(({ network }) => network.name === name);
  if (own.length > 0) return own;
  if (!isModel(name)) {
    const known = [...new Set([...modelNames, ...arms.map(({ network }) => network.name)])];
    throw new UserError(`Cannot use --model as it must be one of ${known.join(", ")}: ${name}${suggest(name, known)}`);
  }
  const { dataset, build } = models[name];
  const nearest = arms.find((arm) => arm.dataset === dataset) ?? arms[0]!;
  notes.push(`${name} is not in this preset: it takes the settings of ${nearest.network.name} on ${nearest.dataset}`);
  return [{ ...nearest, network: build({}), dataset: flags.dataset ? nearest.dataset : dataset }];
}

function selectDataset(
  arms: readonly Arm[],
  name: DatasetName,
  flags: CaseFlagValues,
  shapes: Shapes,
  notes: string[],
): Arm[] {
  const own = arms.filter(({ dataset }) => dataset === name);
  const shape = shapes.find((known) => known.name === name)!.shape;
  // With --model the user has named the networks: none of them is left out.
  if (own.length > 0 && !flags.model) return own;
  const moved = arms.map((arm) => ({ ...arm, dataset: name, network: withInput(arm.network, shape) }));
  const fitting = moved.filter(({ network }) => network.input.join() === shape.join());
  if (flags.model || fitting.length === 0) return unique(moved);
  for (const { network } of moved.filter((arm) => !fitting.includes(arm))) {
    notes.push(`${network.name} is left out: its input [${network.input}] is not that of ${name}, [${shape}]`);
  }
  return unique(fitting);
}

function unique(arms: readonly Arm[]): Arm[] {
  return [...new Map(arms.map((arm) => [JSON.stringify(arm), arm])).values()];
}

/** An mlp is built again for another input; other networks stay as they are. */
function withInput(network: Network, input: Network["input"]): Network {
  return network.name === "mlp" && network.input.join() !== input.join()
    ? models.mlp.build({ hidden: hiddenSizes(network), input })
    : network;
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
    rebuilt = rebuilt.map((arm) =>
      has(arm)
        ? { ...arm, network: models[arm.network.name as "mlp"].build({ input: arm.network.input, ...options }) }
        : arm
    );
  }
  return [...rebuilt];
}

function selectDescents(arms: readonly Arm[], words: readonly string[]): Arm[] {
  const descentsOf = ({ descent = sgdDescent }: Arm): readonly Descent[] => [descent].flat();
  const wordOf = (descent: Descent) => descentWord({ descent });
  const known = [...new Set(arms.flatMap(descentsOf).map(wordOf))];
  for (const word of words) {
    if (known.includes(word)) continue;
    throw new UserError(
      `Cannot use --descent as it must be one of ${known.join(", ")}: ${word}${suggest(word, known)}`,
    );
  }
  return arms.flatMap((arm) => {
    const all = descentsOf(arm);
    const chosen = all.filter((descent) => words.includes(wordOf(descent)));
    if (chosen.length === 0) return [];
    return chosen.length === all.length ? [arm] : [{ ...arm, descent: chosen }];
  });
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
