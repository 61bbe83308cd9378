import type { Spec } from "../../mod.ts";
import { smallNumbers } from "./small_numbers.ts";

/** The axes of the loss along a segment, over what `over` names: the start of the step or its floor. */
export function segmentAxes(over: string): { readonly x: Spec; readonly y: Spec } {
  return {
    x: {
      field: "alpha",
      type: "quantitative",
      title: "α, from θₜ (0) to θₜ₊₁ (1)",
      scale: { domain: [0, 1] },
      axis: { tickCount: 5, grid: false },
    },
    y: {
      field: "relative",
      type: "quantitative",
      title: `L(θ(α)) − ${over}, nats`,
      scale: { zero: true, nice: true },
      axis: { labelExpr: smallNumbers, tickCount: 5, domain: false },
    },
  };
}
