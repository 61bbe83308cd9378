import { compile } from "vega-lite";
import type { Json } from "../spec/measure.ts";
import type { Spec } from "./page.ts";

/** What all charts have in common but for their colours and type, which the page's script sets by its theme. */
const config = {
  background: null,
  view: { stroke: null },
  axis: { grid: true },
  // A mark has no name of its own to a screen reader: the chart's description and its table say what hundreds of them show.
  mark: { aria: false },
  legend: { disable: true },
  // Room for most labels, so that panels side by side are of one size.
  axisY: { minExtent: 46 },
} as const;

/** The page has one legend for all panels, which stands above them: see `legendOf()`. */
function withoutLegends(spec: Spec): Spec {
  return JSON.parse(JSON.stringify(spec), (name, value) => name === "legend" ? null : value) as Spec;
}

/**
 * A Vega-Lite spec compiled to Vega's, which is all that a page needs to draw it.
 *
 * @throws {Error} If Vega-Lite warns: a chart is drawn as it was meant or not at all.
 */
export function compileSpec(spec: Spec, title: string): Json {
  const refuse = (message: string): never => {
    throw new Error(
      `internal: Cannot draw "${title}" as Vega-Lite must compile its spec without a warning: ${message}`,
    );
  };
  const logger = {
    level: () => logger,
    error: (...args: readonly unknown[]) => refuse(args.join(" ")),
    warn: (...args: readonly unknown[]) => refuse(args.join(" ")),
    info: () => logger,
    debug: () => logger,
  };
  const options = { logger } as unknown as Parameters<typeof compile>[1];
  return compile({ ...withoutLegends(spec), config } as unknown as Parameters<typeof compile>[0], options)
    .spec as unknown as Json;
}
