import type { Program, SampleSet } from "../spec/engine.ts";
import type { Step } from "../spec/measure.ts";

/** Which segment, at how many points, on which samples. */
export interface SegmentSumsOptions {
  readonly program: Program;
  readonly step: Pick<Step, "from" | "to">;
  readonly set: SampleSet;
  /** The segment has the alphas 0, 1/points, ..., 1: the points 0 to `points`. */
  readonly points: number;
}

/** The sums of a segment's losses by evaluation batch and point, each evaluated once, when it is first asked for. */
export class SegmentSums {
  /** How many evaluation batches there are. */
  readonly batches: number;
  readonly points: number;
  readonly #options: SegmentSumsOptions;
  readonly #sums: Float64Array<ArrayBuffer>;
  readonly #known: Uint8Array;
  #evaluations = 0;

  constructor(options: SegmentSumsOptions) {
    const { set, points } = options;
    this.#options = options;
    this.points = points;
    this.batches = Math.ceil(set.size / set.batchSize);
    this.#sums = new Float64Array(this.batches * (points + 1));
    this.#known = new Uint8Array(this.#sums.length);
  }

  /** How many forward passes of one sample were made. */
  get evaluations(): number {
    return this.#evaluations;
  }

  /** How many samples a batch has. */
  size(batch: number): number {
    const { size, batchSize } = this.#options.set;
    return Math.min(batchSize, size - batch * batchSize);
  }

  /** Evaluates these points of a batch, but for those that are known. */
  async evaluate(batch: number, points: readonly number[]): Promise<void> {
    const lacking = points.filter((point) => !this.#known[this.#place(batch, point)]);
    if (lacking.length === 0) return;
    const { program, step: { from, to }, set } = this.#options;
    const sums = await program.segmentSums(from, to, lacking.map((point) => point / this.points), set, [batch]);
    lacking.forEach((point, index) => this.#keep(batch, point, sums[index]!));
    this.#evaluations += lacking.length * this.size(batch);
  }

  /** Evaluates these points of all batches, but for what is known. */
  async complete(points: readonly number[]): Promise<void> {
    for (let batch = 0; batch < this.batches; batch++) await this.evaluate(batch, points);
  }

  /** Takes the sums of all batches at a point from where they are known already. */
  take(point: number, sums: Float64Array): void {
    sums.forEach((sum, batch) => this.#keep(batch, point, sum));
  }

  /** The sum of a batch at a point that was evaluated, nats. */
  sum(batch: number, point: number): number {
    return this.#sums[this.#place(batch, point)]!;
  }

  /** The sums of all batches at a point that was evaluated on all of them, `[batches]`. */
  sums(point: number): Float64Array<ArrayBuffer> {
    return Float64Array.from({ length: this.batches }, (_, batch) => this.sum(batch, point));
  }

  /** The mean loss over all samples at a point that was evaluated on all batches, nats: added up in `Program.segment()`'s order. */
  loss(point: number): number {
    return this.sums(point).reduce((total, sum) => total + sum, 0) / this.#options.set.size;
  }

  #keep(batch: number, point: number, sum: number): void {
    this.#sums[this.#place(batch, point)] = sum;
    this.#known[this.#place(batch, point)] = 1;
  }

  #place(batch: number, point: number): number {
    return batch * (this.points + 1) + point;
  }
}
