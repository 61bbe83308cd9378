/* global document, getComputedStyle, matchMedia */

/** Whether the reader's theme is dark, and word of its changes. */
export const dark = matchMedia("(prefers-color-scheme: dark)");

/** A CSS variable's value in the page's present theme. */
export const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** The spec with each `var(--name)` replaced by its value: Vega computes with colours, so that it needs the values themselves. */
export function themed(value) {
  if (typeof value === "string") return value.replace(/^var\((--[\w-]+)\)$/, (_, name) => token(name));
  if (Array.isArray(value)) return value.map(themed);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, themed(inner)]));
}

/** What all charts have in common. */
export function chartConfig() {
  const font = token("--sans");
  const text = { labelFont: font, titleFont: font, labelColor: token("--muted"), titleColor: token("--ink") };
  const sizes = { labelFontSize: 12, titleFontSize: 12, titleFontWeight: 500 };
  return {
    background: "transparent",
    axis: {
      ...text,
      ...sizes,
      domainColor: token("--line"),
      gridColor: token("--grid"),
      tickColor: token("--line"),
      tickSize: 4,
      titlePadding: 8,
      labelPadding: 6,
    },
    legend: { ...text, ...sizes, symbolStrokeWidth: 2, offset: 8 },
    text: { font, fill: token("--ink"), fontSize: 12 },
    style: { "guide-label": { font }, "guide-title": { font } },
  };
}
