import { downsample } from "../downsample.js";

/** Numbers that stand in the page as base64. */
function decode(text, Type) {
  return new Type(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)).buffer);
}

const decoded = new WeakMap();

/** A line's points, decoded when they are first asked for. */
export function pointsOf(line) {
  if (!decoded.has(line)) {
    const y = decode(line.y, Float32Array);
    const x = typeof line.x === "number"
      ? Uint32Array.from(y, (_, index) => line.x + index)
      : decode(line.x, Uint32Array);
    decoded.set(line, { x, y });
  }
  return decoded.get(line);
}

/** Rows of the lines that a panel shows: those of the window, thinned out to what so many pixels can show. */
export function linesOf({ lines, x, y }, { where, hidden, width, from, to }) {
  const shown = lines.filter(({ key }) =>
    Object.entries(where).every(([name, value]) => !(name in key) || key[name] === value) &&
    !hidden.values.has(String(key[hidden.field]))
  );
  return shown.flatMap((line) => {
    const points = pointsOf(line);
    return downsample(points.x, points.y, { from, to, columns: Math.max(1, width) })
      .map((place) => ({ ...line.key, [x]: points.x[place], [y]: points.y[place] }));
  });
}
