import type { HeldBatch } from "../sample_set.ts";
import type { SegmentTask } from "../segments.ts";
import { ExchangeError } from "./exchange.ts";
import type { FromMate, MateAnswer, MateSetup, SentBatch, SentTask, ToMate } from "./protocol.ts";

/** A program's side of one mate, which is asked one thing at a time. Disposing ends its worker. */
export class Mate implements Disposable {
  /** Settles when the mate can be asked. */
  readonly opened: Promise<MateAnswer>;
  readonly #worker: Worker;
  readonly #ids = new Map<HeldBatch, number>();
  #nextId = 0;
  #answer: PromiseWithResolvers<MateAnswer> | undefined;
  #death: Error | undefined;

  constructor(setup: MateSetup) {
    this.#worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    this.#worker.onmessage = ({ data }: MessageEvent<FromMate>) => {
      if (data.kind === "answer") this.#answer?.resolve(data.answer);
      else this.#answer?.reject(data.echo ? new ExchangeError(data.message) : new Error(data.message));
    };
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#death = new Error(`A thread of the engine died: ${event.message}`);
      this.#answer?.reject(this.#death);
    };
    this.opened = this.#ask({ kind: "open", setup });
  }

  /** As `Segments.sums()`, for the ends that stand in shared memory. */
  segment(tasks: readonly SegmentTask[]): Promise<MateAnswer> {
    return this.#ask({ kind: "segment", tasks: tasks.map((task) => this.#sent(task)) });
  }

  /** Its part of a gradient goes into shared memory; answers with loss and rightly classified samples. */
  gradient(batch: SentBatch, size: number): Promise<MateAnswer> {
    return this.#ask({ kind: "gradient", batch, size });
  }

  /** Forgets batches that are not evaluated any more. */
  release(batches: readonly HeldBatch[]): void {
    const ids = batches.flatMap((batch) => this.#ids.get(batch) ?? []);
    for (const batch of batches) this.#ids.delete(batch);
    if (ids.length > 0) this.#send({ kind: "release", ids });
  }

  [Symbol.dispose](): void {
    this.#worker.terminate();
  }

  #sent({ batch, alphas }: SegmentTask): SentTask {
    const known = this.#ids.get(batch);
    if (known !== undefined) return { id: known, alphas };
    const id = this.#nextId++;
    this.#ids.set(batch, id);
    return { id, alphas, batch: { inputs: batch.samples.data, labels: batch.labels } };
  }

  #ask(message: ToMate): Promise<MateAnswer> {
    if (this.#death) return Promise.reject(this.#death);
    this.#answer = Promise.withResolvers();
    this.#send(message);
    return this.#answer.promise;
  }

  #send(message: ToMate): void {
    this.#worker.postMessage(message);
  }
}
