// The page's own script. It stands behind vega-interpreter in one module, so that `expressionInterpreter` is in scope; `vega` is global.
/* global document, getComputedStyle, matchMedia, vega, expressionInterpreter */

const charts = JSON.parse(document.getElementById("charts").textContent);
const dark = matchMedia("(prefers-color-scheme: dark)");
const tip = document.body.appendChild(document.createElement("div"));
tip.className = "tip";
tip.setAttribute("role", "status");

/** A CSS variable's value in the page's present theme. */
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** The spec with each `var(--name)` replaced by its value: Vega computes with colours, so that it needs the values themselves. */
function themed(value) {
  if (typeof value === "string") return value.replace(/^var\((--[\w-]+)\)$/, (_, name) => token(name));
  if (Array.isArray(value)) return value.map(themed);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, themed(inner)]));
}

/** What all charts have in common. */
function config() {
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

/** The rows of a data set that a panel draws, as objects. */
function rowsOf({ columns, rows }, where) {
  const wanted = Object.entries(where)
    .map(([name, value]) => [columns.indexOf(name), value])
    .filter(([column]) => column >= 0);
  return rows
    .filter((row) => wanted.every(([column, value]) => row[column] === value))
    .map((row) => Object.fromEntries(columns.map((name, column) => [name, row[column]])));
}

/** Shows what a mark stands for beside the pointer. */
function showTip(_handler, event, _item, value) {
  tip.hidden = value === null || value === undefined || value === "";
  if (tip.hidden) return;
  tip.replaceChildren(
    ...Object.entries(value).map(([name, shown]) => {
      const line = document.createElement("div");
      const label = line.appendChild(document.createElement("span"));
      label.textContent = name;
      line.append(String(shown));
      return line;
    }),
  );
  const { clientX: x, clientY: y } = event;
  const left = Math.min(x + 14, document.documentElement.clientWidth - tip.offsetWidth - 8);
  tip.style.setProperty("left", `${Math.max(8, left)}px`);
  tip.style.setProperty(
    "top",
    `${y + 18 + tip.offsetHeight > globalThis.innerHeight ? y - tip.offsetHeight - 10 : y + 18}px`,
  );
}

/** Draws one panel and gives its view. */
async function draw(plot, { where, spec }, data) {
  const filled = {
    ...spec,
    data: (spec.data ?? []).map((set) => set.name in data ? { ...set, values: rowsOf(data[set.name], where) } : set),
  };
  const runtime = vega.parse(themed(filled), config(), { ast: true });
  const view = new vega.View(runtime, {
    expr: expressionInterpreter,
    renderer: "svg",
    container: plot,
    hover: true,
    tooltip: showTip,
  });
  return await view.runAsync();
}

/** Draws a chart's panels, and again when the theme changes; its controls set the parameters of all of them. */
async function show({ id, panels, data }) {
  const figure = document.getElementById(`${id}-chart`);
  const plots = [...figure.querySelectorAll(".plot")];
  const inputs = [...figure.querySelectorAll("input[data-parameter]")];
  let views = [];
  const chosen = () =>
    inputs.filter((input) => input.checked).map((input) => [input.dataset.parameter, JSON.parse(input.value)]);
  const choose = () =>
    Promise.all(views.map((view) => {
      for (const [parameter, value] of chosen()) view.signal(parameter, value);
      return view.runAsync();
    }));
  const redraw = async () => {
    for (const view of views) view.finalize();
    views = await Promise.all(plots.map((plot, index) => draw(plot, panels[index], data)));
    await choose();
  };
  for (const input of inputs) input.addEventListener("change", choose);
  dark.addEventListener("change", redraw);
  await redraw();
  figure.dataset.drawn = "";
}

tip.hidden = true;
for (const chart of charts) await show(chart);
document.documentElement.dataset.ready = "";
