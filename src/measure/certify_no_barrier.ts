import { betOnNegativeSum, type NegativeSumTest, studentOnNegativeSum } from "../math/negative_sum.ts";
import type { SegmentSums } from "./segment_sums.ts";

/** The greatest probability, for a step that crosses a barrier, of calling it one that does not. */
export const certifiedLevel = 1e-4;

/** So many batches are looked at before a bound is concluded from how they bend: ours. */
const pilotBatches = 5;

/**
 * Whether a segment was shown to cross no barrier, at tolerance 0 and so at any, on as many of the evaluation batches, in the given random
 * order, as that takes. Both its ends must be evaluated on all batches. False where all of them leave a point above both ends.
 *
 * At each inner point a batch's bend is its loss minus the chord between its losses at the ends. The segment rises above both ends at that
 * point exactly where the sum of all bends exceeds the room that the chord of the whole loss leaves below the greater end. A point is
 * decided, and not evaluated any more, where two sequential tests of that sum agree, each at the level of the step; the segment is, once
 * every point is. A barrier is missed only where both tests fail at the one point that is truly the highest: points share no level.
 *
 * The tests rest on different assumptions about the batches not seen yet, so that one that holds is enough. Student's takes the bends for
 * independent normal numbers; the bettors', that none exceeds the greatest seen, or 0 where all seen lie below, by more than that one
 * exceeds the least. docs/certify.md tells how far they hold.
 *
 * Source: ours; the tests have theirs.
 */
export async function certifyNoBarrier(sums: SegmentSums, order: readonly number[]): Promise<boolean> {
  const { points } = sums;
  const top = Math.max(sums.loss(0), sums.loss(points));
  const candidates = Array.from({ length: points - 1 }, (_, index) => new Candidate(sums, index + 1));
  for (const batch of order) {
    const open = candidates.filter(({ decided }) => !decided);
    await sums.evaluate(batch, open.map(({ point }) => point));
    for (const candidate of open) candidate.look(batch);
    if (candidates.every(({ decided }) => decided)) return true;
  }
  return candidates.every(({ decided, point }) => decided || sums.loss(point) <= top);
}

/** An inner point that may yet lie above both ends. */
class Candidate {
  readonly point: number;
  readonly #sums: SegmentSums;
  readonly #tests: readonly NegativeSumTest[];
  /** What a sample's chord leaves below the greater end, on average. */
  readonly #room: number;
  #seen = 0;
  #least = Infinity;
  /** Of the bends seen and the chord's own, 0. */
  #greatest = 0;

  constructor(sums: SegmentSums, point: number) {
    const { batches, points } = sums;
    const [from, to] = [sums.loss(0), sums.loss(points)];
    const options = { count: batches, level: certifiedLevel };
    this.point = point;
    this.#sums = sums;
    this.#tests = [studentOnNegativeSum(options), betOnNegativeSum(options)];
    this.#room = Math.max(from, to) - chord(point / points, from, to);
  }

  get decided(): boolean {
    return this.#tests.every(({ decided }) => decided);
  }

  look(batch: number): void {
    const { points, batches } = this.#sums;
    const bend = this.#sums.sum(batch, this.point) -
      chord(this.point / points, this.#sums.sum(batch, 0), this.#sums.sum(batch, points));
    this.#least = Math.min(this.#least, bend);
    this.#greatest = Math.max(this.#greatest, bend);
    const bound = ++this.#seen < pilotBatches ? Infinity : this.#greatest + (this.#greatest - this.#least);
    // The last batch may be smaller than the others.
    const leastRoom = this.#room * this.#sums.size(batches - 1);
    for (const test of this.#tests) test.observe(bend - this.#room * this.#sums.size(batch), bound - leastRoom);
  }
}

function chord(alpha: number, from: number, to: number): number {
  return (1 - alpha) * from + alpha * to;
}
