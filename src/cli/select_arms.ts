import type { Dataset, DatasetName } from "../spec/dataset.ts";
import { type Descent, sgdDescent } from "../spec/descent.ts";
import type { Network } from "../spec/network.ts";
import type { Grid } from "../spec/suite.ts";
import { UserError } from "../spec/user_error.ts";
import { descentWord } from "./descent_word.ts";
import { hiddenSizes, isModel, modelNames, models } from "./models.ts";
import type { CaseFlagValues } from "./suite_flags.ts";
import { suggest } from "./suggest.ts";

/** A grid with one network on one data set. */
export type Arm = Grid & { readonly network: Network; readonly dataset: DatasetName };

/** The shapes of the data sets' images. */
export type Shapes = readonly Pick<Dataset, "name" | "shape">[];

/**
 * The parts of a preset's grids that `--model`, `--dataset` and `--descent` name; adds to `notes` what the user should know.
 *
 * @throws {UserError} If a name is not known, or no grid has the descent.
 */
export function selectArms(grids: readonly Grid[], flags: CaseFlagValues, shapes: Shapes, notes: string[]): Arm[] {
  const { model, dataset, descent } = flags;
  let arms = grids.flatMap(splitGrid);
  if (model) arms = model.flatMap((name) => selectModel(arms, name, flags, notes));
  if (dataset) arms = dataset.flatMap((name) => selectDataset(arms, name, flags, shapes, notes));
  return descent ? selectDescents(arms, descent) : arms;
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
