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
): LookChannels {
  const channel = (range: readonly (string | readonly number[])[]): Spec => ({
    field,
    type: "nominal",
    title: null,
    scale: { domain: values, range },
  });
  return {
    color: channel(looks.map(({ colour }) => colour)),
    strokeDash: channel(looks.map(({ dash }) => dash)),
    shape: channel(looks.map(({ shape }) => shape)),
  };
}
