import { AssertionError } from "@std/assert";

/** Throws where |actual - expected| exceeds `tolerance` times |expected|, Euclidean norms. NaN is never close. */
export function assertCloseInNorm(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  what: string,
): void {
  if (actual.length !== expected.length) {
    throw new AssertionError(`${what}: expected ${expected.length} numbers, got ${actual.length}`);
  }
  let difference = 0;
  let square = 0;
  for (let i = 0; i < expected.length; i++) {
    difference += (actual[i]! - expected[i]!) ** 2;
    square += expected[i]! ** 2;
  }
  const relative = Math.sqrt(difference) / Math.sqrt(square);
  if (square === 0 ? difference === 0 : relative <= tolerance) return;
  throw new AssertionError(`${what}: relative difference ${relative} exceeds ${tolerance}`);
}

/** Throws where a loss differs by more than `tolerance` of itself, or of 1 where it is smaller. NaN is never close. */
export function assertCloseLoss(actual: number, expected: number, tolerance: number, what: string): void {
  const difference = Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
  if (difference <= tolerance) return;
  throw new AssertionError(`${what}: ${actual} differs from ${expected} by ${difference}, more than ${tolerance}`);
}

/**
 * What float32 may lose in a loss of order 1: roundings of 6e-8 in the logits, magnified by a dozen layers and by the deviations
 * of the two or three samples of a small batch.
 */
export const lossTolerance = 3e-6;
