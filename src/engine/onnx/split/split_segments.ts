import type { HeldBatch } from "../sample_set.ts";
import type { Segments } from "../segments.ts";
import { dealTasks, gatherSums, type PlacedTask } from "./deal.ts";
import type { Mates } from "./mates.ts";
import { settle } from "./settle.ts";

/** Segments on this thread and on those of mates. Each number is the one that a single thread would give. */
export class SplitSegments {
  readonly #own: Segments;
  readonly #mates: Mates;

  constructor(own: Segments, mates: Mates) {
    this.#own = own;
    this.#mates = mates;
  }

  /** The sum of the losses of each task's samples at each of its places, nats, task by task. */
  async sums(
    from: Float32Array<ArrayBuffer>,
    to: Float32Array<ArrayBuffer>,
    tasks: readonly PlacedTask[],
  ): Promise<Float64Array<ArrayBuffer>> {
    const shares = dealTasks(tasks, this.#mates.threads);
    const mates = shares.slice(1).some((share) => share.length > 0) ? await this.#mates.get() : [];
    if (mates.length > 0) this.#mates.show(from, to);
    // The mates are asked first: this thread's own share keeps it busy to its end.
    const theirs = mates.map((mate, index) => mate.segment(shares[index + 1]!));
    return gatherSums(tasks, shares, await settle([this.#own.sums(from, to, shares[0]!), ...theirs]));
  }

  /** Forgets batches that are not evaluated any more. */
  release(batches: readonly HeldBatch[]): void {
    this.#own.release(batches);
    for (const mate of this.#mates.started) mate.release(batches);
  }
}
