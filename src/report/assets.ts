/** What every page carries with it, so that it opens from disk without a network: the chart library, the page's script and style. */

import charts from "./browser/charts.js" with { type: "text" };
import downloads from "./browser/downloads.js" with { type: "text" };
import filters from "./browser/filters.js" with { type: "text" };
import lines from "./browser/lines.js" with { type: "text" };
import main from "./browser/main.js" with { type: "text" };
import targets from "./browser/targets.js" with { type: "text" };
import theme from "./browser/theme.js" with { type: "text" };
import tip from "./browser/tip.js" with { type: "text" };
import zoom from "./browser/zoom.js" with { type: "text" };
import downsample from "./downsample.js" with { type: "text" };
import chart from "./chart.css" with { type: "text" };
import claims from "./claims.css" with { type: "text" };
import palette from "./palette.css" with { type: "text" };
import overview from "./overview.css" with { type: "text" };
import print from "./print.css" with { type: "text" };
import style from "./style.css" with { type: "text" };
import takeAwaySpec from "./take_away_spec.js" with { type: "text" };

/** The code and style of a page, each inlined once. */
export interface Assets {
  /** Vega's browser build: a classic script that sets `vega`. */
  readonly vega: string;
  /** A module: Vega's expression interpreter, then the page's own script. */
  readonly script: string;
  readonly style: string;
}

/** The page's own script, each module behind those that it imports. */
const modules = [downsample, takeAwaySpec, theme, tip, lines, zoom, downloads, charts, filters, targets, main];

/** How vega-interpreter begins and ends. */
const imported = /^import (\{[^}]+\}) from 'vega-util';$/m;
const exported = /^export \{ (\w+) as expressionInterpreter \};$/m;

/**
 * Reads the libraries from their installed packages; needs read permission for `node_modules`.
 *
 * Expressions in charts are evaluated by `vega-interpreter`, as compiling them would need `unsafe-eval` in the page's content security
 * policy. It is published as a module that imports `vega-util`; the page has the same functions in `vega`.
 *
 * @throws {Error} If a package is not laid out as in the pinned version.
 */
export async function readAssets(): Promise<Assets> {
  const vega = await Deno.readTextFile(new URL("vega.min.js", import.meta.resolve("vega")));
  const interpreter = await Deno.readTextFile(new URL(import.meta.resolve("vega-interpreter")));
  if (!imported.test(interpreter) || !exported.test(interpreter)) {
    throw new Error(
      "internal: Cannot inline vega-interpreter as it must import vega-util and export one function: it does not",
    );
  }
  const inlined = interpreter
    .replace(imported, "const $1 = vega;")
    .replace(exported, "const expressionInterpreter = $1;");
  const assets = {
    vega,
    script: [inlined, ...modules.map(inline)].join("\n"),
    style: style + palette + chart + claims + overview + print,
  };
  for (const [name, text] of Object.entries(assets)) {
    if (/<\/(script|style)|<!--/i.test(text)) {
      throw new Error(`internal: Cannot inline ${name} as it must not hold a closing tag or a comment: it does`);
    }
  }
  return assets;
}

/** A module of the page's script as a part of one: its siblings' names are in scope. */
function inline(module: string): string {
  return module.replaceAll(/^import .* from "\.{1,2}\/.*";$/gm, "").replaceAll(/^export /gm, "");
}
