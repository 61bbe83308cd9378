/** Who evaluates what of a segment. */

import type { SegmentTask } from "../segments.ts";

/** A task, and where its batch stands in its set. */
export interface PlacedTask extends SegmentTask {
  readonly place: number;
  /** How many batches the set has. */
  readonly of: number;
}

/** A thread's share of a task: which task it is of, and its first place. */
export interface Share extends SegmentTask {
  readonly task: number;
  readonly first: number;
}

/**
 * The shares of each thread: whole batches in turn, the same ones at every step; those of a last round that not every thread would get
 * one of, by places.
 */
export function dealTasks(tasks: readonly PlacedTask[], threads: number): Share[][] {
  const shares = Array.from({ length: threads }, (): Share[] => []);
  tasks.forEach(({ batch, alphas, place, of }, task) => {
    if (place < of - of % threads) {
      shares[place % threads]!.push({ batch, alphas, task, first: 0 });
      return;
    }
    const edge = (thread: number) => Math.ceil(thread * alphas.length / threads);
    shares.forEach((share, thread) => {
      const [first, end] = [edge(thread), edge(thread + 1)];
      if (end > first) share.push({ batch, alphas: alphas.slice(first, end), task, first });
    });
  });
  return shares;
}

/** What the threads gave for their shares, task by task as they were before they were dealt. */
export function gatherSums(
  tasks: readonly PlacedTask[],
  shares: readonly (readonly Share[])[],
  given: readonly (readonly number[])[],
): Float64Array<ArrayBuffer> {
  let length = 0;
  const starts = tasks.map(({ alphas }) => (length += alphas.length) - alphas.length);
  const sums = new Float64Array(length);
  shares.forEach((share, thread) => {
    let next = 0;
    for (const { task, first, alphas } of share) {
      sums.set(given[thread]!.slice(next, next += alphas.length), starts[task]! + first);
    }
  });
  return sums;
}
