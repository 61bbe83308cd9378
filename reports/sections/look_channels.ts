import type { Spec } from "../../mod.ts";
import type { Look } from "../colours.ts";

/** How what some rows are of is told apart: by colour, and by dash or shape beside it. A spec's lines take `strokeDash`, its points `shape`. */
export interface LookChannels {
  readonly color: Spec;
  readonly strokeDash: Spec;
  readonly shape: Spec;
}

/** The channels of a field whose values have these looks, in the order of the legend. */
export function lookChannels(
  field: string,
  values: readonly string[],
  looks: readonly Look[],
  // Two in a row would be wider than a phone where names are long.
  { legend = true, offset = 8, columns = 1 } = {},
): LookChannels {
  const channel = (range: readonly (string | readonly number[])[], symbol: Spec): Spec => ({
    field,
    type: "nominal",
    title: null,
    scale: { domain: values, range },
    legend: legend ? { columns, labelLimit: 240, offset, ...symbol } : null,
  });
  return {
    color: channel(looks.map(({ colour }) => colour), {}),
    strokeDash: channel(looks.map(({ dash }) => dash), { symbolType: "stroke", symbolSize: 400 }),
    shape: channel(looks.map(({ shape }) => shape), {}),
  };
}
