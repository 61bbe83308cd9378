/* global document, vega, expressionInterpreter */
import { startDownloads } from "./downloads.js";
import { linesOf } from "./lines.js";
import { chartConfig, dark, themed } from "./theme.js";
import { showTip } from "./tip.js";
import { startZoom } from "./zoom.js";

/** The rows of a data set that a panel draws, as objects, without those that the reader has hidden. */
function rowsOf({ columns, rows }, where, hidden) {
  const wanted = Object.entries(where)
    .map(([name, value]) => [columns.indexOf(name), value])
    .filter(([column]) => column >= 0);
  const field = columns.indexOf(hidden.field);
  return rows
    .filter((row) => wanted.every(([column, value]) => row[column] === value) && !hidden.values.has(String(row[field])))
    .map((row) => Object.fromEntries(columns.map((name, column) => [name, row[column]])));
}

/** Work that is asked for while it is done is done once more after it, however often it was asked for: a slider asks at every pixel. */
function oneAtATime(work) {
  let busy = false;
  let again = false;
  return async () => {
    again = true;
    if (busy) return;
    busy = true;
    try {
      while (again) {
        again = false;
        await work();
      }
    } finally {
      busy = false;
    }
  };
}

/** Draws a chart's panels, and again when the theme or the scale changes; its controls set what all of them show. */
export async function showChart(chart) {
  const { id, panels, data } = chart;
  const figure = document.getElementById(`${id}-chart`);
  const plots = [...figure.querySelectorAll(".plot")];
  const select = (query) => [...figure.querySelectorAll(query)];
  const parameters = select("input[data-parameter]");
  const scales = select("input[data-scale]");
  const boxes = select("input[data-field]");
  const zoom = startZoom(figure, chart, () => feed());
  // The first scale is that of the specs, the other that of their switched ones.
  const first = scales.find((input) => input.checked)?.value;
  let views = [];

  const chosenSpec = ({ switched, ...panel }) =>
    switched && scales.find((input) => input.checked).value !== first ? switched : panel;

  function hidden() {
    return {
      field: boxes[0]?.dataset.field,
      values: new Set(boxes.filter((box) => !box.checked).map((box) => box.value)),
    };
  }

  /** The rows of each data set that a panel shows now. */
  function rowsNow({ where }, width) {
    const rows = Object.entries(data).map(([name, set]) => [name, rowsOf(set, where, hidden())]);
    if (chart.zoom) {
      rows.push([chart.zoom.data, linesOf(chart.zoom, { where, hidden: hidden(), width, ...zoom.window() })]);
    }
    return Object.fromEntries(rows);
  }

  async function draw(plot, panel) {
    const { spec } = chosenSpec(panel);
    const rows = rowsNow(panel, plot.clientWidth);
    const filled = {
      ...spec,
      data: (spec.data ?? []).map((set) => set.name in rows ? { ...set, values: rows[set.name] } : set),
    };
    const view = new vega.View(vega.parse(themed(filled), chartConfig(), { ast: true }), {
      expr: expressionInterpreter,
      renderer: "svg",
      container: plot,
      hover: true,
      tooltip: showTip,
    });
    for (const input of parameters) if (input.checked) view.signal(input.dataset.parameter, JSON.parse(input.value));
    if (chart.zoom) view.signal("from", zoom.window().from).signal("to", zoom.window().to);
    return await view.runAsync();
  }

  async function redraw() {
    for (const view of views) view.finalize();
    views = await Promise.all(plots.map((plot, index) => draw(plot, panels[index])));
    zoom.attach(views);
  }

  /** Gives the views their rows anew: what is hidden or zoomed into has changed. What changes meanwhile waits for one more turn. */
  const feed = oneAtATime(() =>
    Promise.all(views.map((view, index) => {
      for (const [name, rows] of Object.entries(rowsNow(panels[index], plots[index].clientWidth))) {
        // A panel's spec need not draw every data set.
        if (chosenSpec(panels[index]).spec.data.some((set) => set.name === name)) view.data(name, rows);
      }
      if (chart.zoom) view.signal("from", zoom.window().from).signal("to", zoom.window().to);
      return view.runAsync();
    }))
  );

  async function choose(event) {
    const { parameter } = event.target.dataset;
    await Promise.all(views.map((view) => view.signal(parameter, JSON.parse(event.target.value)).runAsync()));
  }

  for (const input of parameters) input.addEventListener("change", choose);
  for (const input of scales) input.addEventListener("change", redraw);
  for (const box of boxes) box.addEventListener("change", feed);
  dark.addEventListener("change", redraw);
  await redraw();
  startDownloads(figure, chart, {
    views: () => views,
    sources: () => panels.map((panel) => chosenSpec(panel).source),
  });
  figure.dataset.drawn = "";
}
