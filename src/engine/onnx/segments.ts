import type { ResolvedNetwork } from "../../spec/network.ts";
import { OpeningMemories } from "./opening_memories.ts";
import { Runners } from "./runners.ts";
import type { Runtime } from "./runtime.ts";
import type { HeldBatch } from "./sample_set.ts";
import { openSegment, type SegmentRunner } from "./segment_runner.ts";

/** A batch, and the places of a segment to evaluate it at. */
export interface SegmentTask {
  readonly batch: HeldBatch;
  readonly alphas: readonly number[];
}

/** Segments of a network on one runtime, task by task. `budget` bytes of first layers' outputs are kept. */
export class Segments implements Disposable {
  readonly #memories: OpeningMemories;
  readonly #runners: Runners<SegmentRunner>;

  constructor(runtime: Runtime, network: ResolvedNetwork, budget: number) {
    this.#memories = new OpeningMemories(budget);
    this.#runners = new Runners((size) => openSegment(runtime, network, size, this.#memories));
  }

  /** The sum of the losses of each task's samples at each of its places, nats, task by task. */
  async sums(
    from: Float32Array<ArrayBuffer>,
    to: Float32Array<ArrayBuffer>,
    tasks: readonly SegmentTask[],
  ): Promise<number[]> {
    const sums: number[] = [];
    for (const { batch, alphas } of tasks) {
      const runner = await this.#runners.get(batch.labels.length);
      for (const { loss } of await runner.run(from, to, alphas, batch)) sums.push(loss);
    }
    return sums;
  }

  /** Forgets batches that are not evaluated any more. */
  release(batches: readonly HeldBatch[]): void {
    this.#memories.release(batches);
  }

  [Symbol.dispose](): void {
    this.#runners[Symbol.dispose]();
  }
}
