import { html, type Markup } from "./escape.ts";
import type { Look } from "./legend.ts";

/** Points of Vega's shapes around 0, as an SVG path. */
const shapes: Readonly<Record<string, string>> = {
  circle: "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0",
  square: "M-4 -4h8v8h-8z",
  diamond: "M0 -5.5L5.5 0L0 5.5L-5.5 0z",
  cross: "M-1.6 -5h3.2v3.4h3.4v3.2h-3.4v3.4h-3.2v-3.4h-3.4v-3.2h3.4z",
  "triangle-up": "M0 -5L5 4H-5z",
  "triangle-down": "M0 5L5 -4H-5z",
  "triangle-right": "M5 0L-4 5V-5z",
};

/** A line is long enough to show its dashes twice. */
const widths = { line: 26, point: 14 };

/** The picture of an entry in a legend: its line or its point, once in each of its colours. */
export function renderSwatch({ line, colours, dash = [1, 0], shape = "circle" }: Look): Markup {
  const width = line ? widths.line : widths.point;
  const glyphs = colours.map((colour, place) => {
    const x = place * width;
    if (!line) {
      return html`
        <path transform="translate(${x + 7} 7)" d="${shapes[shape] ?? shapes.circle!}" fill="${colour}" />
      `;
    }
    const dashes = dash[1] === 0 ? "none" : dash.join(" ");
    return html`
      <path d="M${x + 1} 7h${width - 4}" fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${dashes}" />
    `;
  });
  return html`<svg class="swatch" width="${width * colours.length}" height="14" aria-hidden="true">${glyphs}</svg>`;
}
