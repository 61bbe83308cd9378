import type { OpeningMemory } from "./opening_memory.ts";
import type { HeldBatch } from "./sample_set.ts";

/**
 * Bytes that one program keeps for its batches' first layers: ours. The paper's perceptron takes 460 MB for its 45,000 evaluation
 * samples and saves a sixth of a segment's work; VGG-11 would take 24 GB to save a thousandth.
 */
export const openingBudget = 512_000_000;

/**
 * The memories of a program's batches, within a budget of bytes. Batches that come first get one each and keep it until they are
 * released; those that do not fit in any more get none, so that what was kept is not driven out before it serves.
 */
export class OpeningMemories {
  readonly #budget: number;
  readonly #kept = new WeakMap<HeldBatch, OpeningMemory>();
  #heldBytes = 0;

  constructor(budget: number) {
    this.#budget = budget;
  }

  /** What all memories together take once they are full: never more than the budget. */
  get heldBytes(): number {
    return this.#heldBytes;
  }

  /** The batch's own memory of so many bytes, made where it fits in; undefined where it does not. */
  of(batch: HeldBatch, bytes: number, make: () => OpeningMemory): OpeningMemory | undefined {
    const known = this.#kept.get(batch);
    if (known) return known;
    if (this.#heldBytes + bytes > this.#budget) return undefined;
    const memory = make();
    this.#kept.set(batch, memory);
    this.#heldBytes += bytes;
    return memory;
  }

  /** Drops the memories of batches that are not evaluated any more. */
  release(batches: readonly HeldBatch[]): void {
    for (const batch of batches) {
      this.#heldBytes -= this.#kept.get(batch)?.bytes ?? 0;
      this.#kept.delete(batch);
    }
  }
}
