/**
 * Which points of a line to draw so that it looks as if all were drawn: `[from, to]` is cut into `columns` of the same length, and of the
 * points in each the first, the least, the greatest and the last stay. No extreme is lost, and at most `4 * columns` points are left, with
 * the next one on either side, so that the line goes on to the edges.
 *
 * It runs in the page, too, and so is plain JavaScript.
 *
 * Source: M4, Jugel, Jerzak, Hackenbroich and Markl, "M4: a visualization-oriented time series data aggregation", 2014.
 *
 * @param {ArrayLike<number>} x Ascending.
 * @param {ArrayLike<number>} y Of the same length; what is not finite is left out.
 * @param {{ from: number, to: number, columns: number }} window
 * @returns {number[]} The places of the points that stay, ascending.
 */
export function downsample(x, y, { from, to, columns }) {
  const kept = [];
  const begin = firstAtLeast(x, from);
  let column = -1;
  let first = -1, least = -1, greatest = -1, last = -1;
  const keep = () => {
    if (first >= 0) kept.push(...[...new Set([first, least, greatest, last])].sort((a, b) => a - b));
  };
  let index = begin;
  for (; index < x.length && x[index] <= to; index++) {
    if (!Number.isFinite(y[index])) continue;
    const here = Math.min(columns - 1, Math.floor((x[index] - from) / (to - from || 1) * columns));
    if (here !== column) {
      keep();
      column = here;
      first = least = greatest = index;
    }
    if (y[index] < y[least]) least = index;
    if (y[index] > y[greatest]) greatest = index;
    last = index;
  }
  keep();
  if (begin > 0) kept.unshift(begin - 1);
  if (index < x.length) kept.push(index);
  return kept;
}

/**
 * The first place at which `x` is at least `value`, its length where there is none.
 *
 * @param {ArrayLike<number>} x
 * @param {number} value
 */
function firstAtLeast(x, value) {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
