/* global document, vega, expressionInterpreter */
import { chartConfig, dark, themed } from "./theme.js";
import { showTip } from "./tip.js";

/** The rows of a data set that a panel draws, as objects. */
function rowsOf({ columns, rows }, where) {
  const wanted = Object.entries(where)
    .map(([name, value]) => [columns.indexOf(name), value])
    .filter(([column]) => column >= 0);
  return rows
    .filter((row) => wanted.every(([column, value]) => row[column] === value))
    .map((row) => Object.fromEntries(columns.map((name, column) => [name, row[column]])));
}

/** Draws one panel and gives its view. */
async function draw(plot, { where, spec }, data) {
  const filled = {
    ...spec,
    data: (spec.data ?? []).map((set) => set.name in data ? { ...set, values: rowsOf(data[set.name], where) } : set),
  };
  const runtime = vega.parse(themed(filled), chartConfig(), { ast: true });
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
export async function showChart({ id, panels, data }) {
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
