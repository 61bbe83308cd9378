/** Summaries of a sample. */

/** The mean; NaN of nothing. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/** The sample standard deviation, with n - 1; exactly 0 where all values are the same, NaN for fewer than two. */
export function deviation(values: ArrayLike<number>): number {
  if (values.length < 2) return NaN;
  // Deviations from the first value, not from a rounded mean, so that equal values have deviation 0 to the bit.
  const first = values[0]!;
  let sum = 0;
  let squares = 0;
  for (let i = 1; i < values.length; i++) {
    const difference = values[i]! - first;
    sum += difference;
    squares += difference * difference;
  }
  return Math.sqrt(Math.max(0, squares - sum * sum / values.length) / (values.length - 1));
}

/**
 * The quantile of values in ascending order, `share` from 0 to 1, by linear interpolation between order statistics.
 *
 * Source: Hyndman and Fan (1996), type 7, the default of R and NumPy.
 */
export function quantile(ascending: ArrayLike<number>, share: number): number {
  const position = share * (ascending.length - 1);
  const below = Math.floor(position);
  const low = ascending[below] ?? NaN;
  const high = ascending[below + 1] ?? low;
  return low + (position - below) * (high - low);
}

/** An interval with its ends. */
export interface Interval {
  /** The lower end; NaN where there is none. */
  readonly lower: number;
  /** The upper end; NaN where there is none. */
  readonly upper: number;
}
