import type { Spec } from "../../mod.ts";
import type { Look } from "../colours.ts";
import { lookChannels } from "./look_channels.ts";
import { tooltips } from "./tooltips.ts";

/** What stands beside the seeds: numbers of the paper's in the data set `paper`. */
export interface PaperLayer {
  /** The column that is drawn. */
  readonly value: string;
  /** Which of its rows, as a Vega expression; all where absent. */
  readonly filter?: string;
  /** What a tooltip tells besides arm and value. */
  readonly more?: Readonly<Record<string, string>>;
}

/** How seeds and their means are drawn. */
export interface SeedLayersOptions {
  /** The arms that stand side by side at each place along x: values of the column `arm`, in the legend's order. */
  readonly arms: readonly string[];
  /** Their looks, in this order. */
  readonly looks: readonly Pick<Look, "colour" | "shape">[];
  /** The column of the data set `seeds` that is drawn, and what it is called. */
  readonly value: string;
  /** The column that says over how many steps a seed's value is taken. */
  readonly count: string;
  /** How tooltips print the value. */
  readonly format: string;
  /** Which rows are drawn, as a Vega expression; all where absent. */
  readonly filter?: string;
  /** The column of an interval's lower end; `lower` where absent. */
  readonly lower?: string;
  /** The paper's numbers; none where absent. */
  readonly paper?: PaperLayer;
}

/**
 * At each place along x and for each arm a tick a seed, a dot for their mean, and its interval: the data sets `seeds` and `means`, whose rows
 * are those of `meansOverSeeds()`. The layer around them has x and the scale of y.
 */
export function seedLayers(
  { arms, looks, value, count, format, filter, lower = "lower", paper }: SeedLayersOptions,
): Spec[] {
  const { color, shape } = lookChannels("arm", arms, looks.map((look) => ({ dash: [], ...look })));
  const xOffset = { field: "arm", type: "nominal", scale: { domain: arms } };
  const along = (field: string) => ({ field, type: "quantitative" });
  const where = (...conditions: readonly (string | undefined)[]) =>
    conditions.flatMap((condition) => condition === undefined ? [] : [{ filter: condition }]);
  const number = (field: string, title: string) => ({ field, title, format });
  const dot = { type: "point", filled: true, size: 75, opacity: 1 };
  return [
    {
      data: { name: "seeds" },
      transform: where(filter),
      mark: { type: "tick", thickness: 1.5, width: 12, opacity: 0.5 },
      encoding: {
        xOffset,
        y: along(value),
        color,
        tooltip: [...tooltips({ arm: "arm", epoch: "epoch", seed: "seed", [count]: "steps" }), number(value, "value")],
      },
    },
    {
      data: { name: "means" },
      transform: where(filter, "isValid(datum.lower)"),
      mark: { type: "rule", strokeWidth: 1.5, clip: true },
      encoding: { xOffset, y: along(lower), y2: { field: "upper" }, color },
    },
    {
      data: { name: "means" },
      transform: where(filter),
      mark: dot,
      encoding: {
        xOffset,
        y: along("mean"),
        color,
        shape,
        tooltip: [
          ...tooltips({ arm: "arm", epoch: "epoch", seeds: "seeds", observations: "steps" }),
          number("mean", "mean"),
          number("lower", "from"),
          number("upper", "to"),
        ],
      },
    },
    ...paper === undefined ? [] : [{
      data: { name: "paper" },
      transform: where(paper.filter),
      mark: dot,
      encoding: {
        xOffset,
        y: along(paper.value),
        color,
        shape,
        tooltip: [...tooltips({ arm: "arm", epoch: "epoch", ...paper.more }), number(paper.value, "value")],
      },
    }],
  ];
}
