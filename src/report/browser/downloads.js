/* global document, Image, URL */
import { specOf } from "../take_away_spec.js";
import { pointsOf } from "./lines.js";
import { chartConfig, themed, token } from "./theme.js";

/** Makes a chart's download buttons work: everything is made in the page, nothing is fetched. */
export function startDownloads(figure, chart, { views, sources }) {
  const makers = {
    svg: async () => new Blob([await picture(figure, chart.title, views())], { type: "image/svg+xml" }),
    png: async () => await raster(await picture(figure, chart.title, views())),
    spec: () => {
      const sets = Object.fromEntries(dataSets(chart).map((name) => [name, objectsOf(chart, name)]));
      const spec = specOf({
        title: chart.title,
        panels: chart.panels,
        sources: sources(),
        sets,
        config: chartConfig(),
      });
      return new Blob([JSON.stringify(themed(spec), null, 2)], { type: "application/json" });
    },
    csv: (set) => new Blob([csv(objectsOf(chart, set))], { type: "text/csv" }),
  };
  const endings = { svg: "svg", png: "png", spec: "vl.json", csv: "csv" };
  for (const button of figure.querySelectorAll("[data-download]")) {
    const { download: kind, set } = button.dataset;
    const name = [chart.id, ...(set === "" ? [] : [set])].join("-");
    button.addEventListener("click", async () => save(await makers[kind](set), `${name}.${endings[kind]}`));
  }
  figure.querySelector(".downloads").hidden = false;
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function dataSets({ data, zoom }) {
  return [...Object.keys(data), ...(zoom ? [zoom.data] : [])];
}

/** The rows of a data set as objects; of long lines every point that stands in the page. */
function objectsOf({ data, zoom }, name) {
  if (zoom?.data === name) {
    return zoom.lines.flatMap((line) => {
      const { x, y } = pointsOf(line);
      return Array.from(x, (place, index) => ({
        ...line.key,
        [zoom.x]: place,
        [zoom.y]: Number.isFinite(y[index]) ? Number(y[index].toPrecision(7)) : null,
      }));
    });
  }
  const { columns, rows } = data[name];
  return rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]])));
}

/** Rows as CSV, RFC 4180; what is missing is empty. */
function csv(rows) {
  const columns = Object.keys(rows[0] ?? {});
  const cell = (value) => {
    const text = value === null || value === undefined
      ? ""
      : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [columns, ...rows.map((row) => columns.map((column) => row[column]))]
    .map((cells) => `${cells.map(cell).join(",")}\r\n`).join("");
}

/** The chart as it stands on the page, all panels under their titles, as one SVG. */
async function picture(figure, title, views) {
  const namespace = "http://www.w3.org/2000/svg";
  const margin = 16;
  const head = 40;
  const panels = [...figure.querySelectorAll(".panel")];
  const entries = [...figure.querySelectorAll(".shown .entry")];
  const frames = [...panels, ...entries].map((part) => part.getBoundingClientRect());
  const [left, top] = [Math.min(...frames.map((frame) => frame.left)), Math.min(...frames.map((frame) => frame.top))];
  const width = Math.max(...frames.map((frame) => frame.right)) - left + 2 * margin;
  const height = Math.max(...frames.map((frame) => frame.bottom)) - top + head + 2 * margin;
  const svg = document.createElementNS(namespace, "svg");
  const add = (name, attributes, text = "") => {
    const element = svg.appendChild(document.createElementNS(namespace, name));
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.textContent = text;
    return element;
  };
  const write = (text, x, y, size, weight = 600) =>
    add(
      "text",
      { x, y, fill: token("--ink"), "font-family": token("--sans"), "font-size": size, "font-weight": weight },
      text,
    );
  for (const [key, value] of Object.entries({ xmlns: namespace, width, height, viewBox: `0 0 ${width} ${height}` })) {
    svg.setAttribute(key, value);
  }
  add("rect", { width, height, fill: token("--paper") });
  write(title, margin, margin + 16, 18);
  for (const [index, panel] of panels.entries()) {
    const [x, y] = [frames[index].left - left + margin, frames[index].top - top + margin + head];
    const heading = panel.querySelector("h3");
    linesIn(heading).forEach((line, row) => write(line, x, y + 14 + 18 * row, 14));
    const plot = panel.querySelector(".plot").getBoundingClientRect();
    const drawn = new DOMParser().parseFromString(await views[index].toSVG(), "image/svg+xml").documentElement;
    drawn.setAttribute("x", plot.left - left + margin);
    drawn.setAttribute("y", plot.top - top + margin + head);
    svg.append(drawn);
  }
  for (const entry of entries.filter((entry) => entry.parentNode.querySelector("input")?.checked ?? true)) {
    const swatch = entry.querySelector("svg");
    const frame = swatch.getBoundingClientRect();
    const [x, y] = [frame.left - left + margin, frame.top - top + margin + head];
    const copy = svg.appendChild(swatch.cloneNode(true));
    for (const [name, value] of [["x", x], ["y", y]]) copy.setAttribute(name, value);
    for (const path of copy.children) {
      for (const name of ["fill", "stroke"]) {
        if (path.hasAttribute(name)) path.setAttribute(name, themed(path.getAttribute(name)));
      }
    }
    write(entry.textContent.trim(), x + frame.width + 4, y + 12, 13, 400);
  }
  return new XMLSerializer().serializeToString(svg);
}

/** The lines into which the browser broke an element's text; none where there is no element. */
function linesIn(element) {
  const lines = new Map();
  const text = element?.firstChild;
  const range = document.createRange();
  for (const { 0: word, index } of text?.data.matchAll(/\S+/g) ?? []) {
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    const { top } = range.getBoundingClientRect();
    lines.set(top, [...lines.get(top) ?? [], word]);
  }
  return [...lines.values()].map((words) => words.join(" "));
}

/** An SVG as a PNG of twice its size, for sharp screens and print. */
async function raster(svg) {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = 2 * image.width;
  canvas.height = 2 * image.height;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}
