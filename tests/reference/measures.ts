/** The measures as their formulas read, in float64, over all losses of a segment, both ends included. */

/** <a, b> / (|a| |b|); NaN where a vector is zero. */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return dot(a, b) / (Math.sqrt(dot(a, a)) * Math.sqrt(dot(b, b)));
}

/** |a - b|. */
export function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const difference = Array.from(a, (value, i) => value - b[i]!);
  return Math.sqrt(dot(difference, difference));
}

/** Least loss of the segment. */
export function floor(losses: readonly number[]): number {
  return Math.min(...losses);
}

/** (first + last) / 2 - floor. */
export function height(losses: readonly number[]): number {
  return (losses[0]! + losses[losses.length - 1]!) / 2 - floor(losses);
}

/** Greatest inner loss minus the greater end. */
export function barrierExcess(losses: readonly number[]): number {
  return Math.max(...losses.slice(1, -1)) - Math.max(losses[0]!, losses[losses.length - 1]!);
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
