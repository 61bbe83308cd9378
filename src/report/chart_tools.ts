/** What stands around a chart to change what it shows, and to take it away. The page's script makes all of it work. */

import { html, type Markup } from "./escape.ts";
import type { LegendEntries } from "./legend.ts";
import type { Control, ScaleKind, ScaleSwitch } from "./page.ts";
import { renderSwatch } from "./swatch.ts";

/** What a reader can change about a chart. */
export interface ControlOptions {
  readonly id: string;
  readonly controls?: readonly Control[];
  readonly scale?: ScaleSwitch;
  /** What the panels tell apart, which can be hidden and shown again. */
  readonly legend?: LegendEntries;
  /** The first and the last step, where there are long lines. */
  readonly steps?: readonly [first: number, last: number];
}

/** The choices above a chart. */
export function renderControls({ id, controls = [], scale, legend, steps }: ControlOptions): Markup {
  return html`${controls.map((control) => renderChoice(control, id, "parameter"))}${
    scale === undefined ? "" : renderScale(scale, id)
  }${steps === undefined ? "" : renderZoom(steps, id)}${
    legend === undefined || legend.entries.length === 0 ? "" : renderLegend(legend)
  }`;
}

/** The buttons below a chart: pictures, its spec, and the rows of its data sets. */
export function renderDownloads(sets: readonly string[]): Markup {
  const button = (kind: string, text: string, set = "") =>
    html`<button type="button" data-download="${kind}" data-set="${set}">${text}</button>`;
  return html`<div class="downloads" role="group" aria-label="Download the chart" hidden><span>Download</span>${[
    button("png", "PNG"),
    button("svg", "SVG"),
    button("spec", "Vega-Lite"),
    ...sets.map((set) => button("csv", `CSV of ${set}`, set)),
  ]}</div>`;
}

const scaleNames: Readonly<Record<ScaleKind, string>> = { linear: "linear", log: "logarithmic" };

function renderScale({ label, value }: ScaleSwitch, id: string): Markup {
  const options = Object.entries(scaleNames).map(([value, label]) => ({ label, value }));
  return renderChoice({ parameter: "scale", label: `Axis of the ${label}`, options, value }, id, "scale");
}

function renderChoice({ parameter, label, options, value }: Control, id: string, kind: "parameter" | "scale"): Markup {
  const choices = options.map((option) => {
    const checked = option.value === value
      ? html`
        checked
      `
      : "";
    return html`<label><input type="radio" name="${id}-${parameter}" data-${kind}="${parameter}" value="${
      JSON.stringify(option.value)
    }"${checked}><span>${option.label}</span></label>`;
  });
  return html`<fieldset class="control"><legend>${label}</legend>${choices}</fieldset>`;
}

/** The one legend of all panels: each entry hides what it names. One alone is no choice. */
function renderLegend({ field, title, entries }: LegendEntries): Markup {
  const name = (entry: LegendEntries["entries"][number]) =>
    html`<span class="entry">${renderSwatch(entry.look)}${entry.value}</span>`;
  if (entries.length === 1) return html`<p class="control shown">${name(entries[0]!)}</p>`;
  const choices = entries.map((entry) =>
    html`<label><input type="checkbox" data-field="${field}" value="${entry.value}" checked>${name(entry)}</label>`
  );
  return html`<fieldset class="control shown"><legend>${
    title === undefined ? "Show" : `Show ${title}`
  }</legend>${choices}</fieldset>`;
}

function renderZoom([first, last]: readonly [number, number], id: string): Markup {
  const slider = (name: string, label: string, value: number) =>
    html`
      <label
        for="${id}-${name}">${label} <output for="${id}-${name}">${value}</output></label><input
        type="range"
        id="${id}-${name}" data-zoom="${name}" min="${first}" max="${last}" value="${value}">
    `;
  return html`
    <fieldset
      class="control zoom"><legend>Zoom</legend>${slider("from", "from step", first)}${slider(
        "to",
        "to step",
        last,
      )}<button type="button" data-zoom="all">whole walk</button></fieldset>
  `;
}
