import type { HeldBatch } from "../sample_set.ts";
import type { SegmentTask } from "../segments.ts";
import type { Answer, FromMate, MateSetup, Question, SentBatch, SentTask, ToMate } from "./protocol.ts";
import { ExchangeError } from "./settle.ts";

/** A program's side of one mate, which is asked one thing at a time. Disposing ends its worker, and what was asked fails. */
export class Mate implements Disposable {
  /** Settles when the mate can be asked. */
  readonly opened: Promise<unknown>;
  readonly #worker: Worker;
  readonly #ids = new Map<HeldBatch, number>();
  #nextId = 0;
  #pending: PromiseWithResolvers<Answer> | undefined;
  #end: Error | undefined;

  constructor(setup: MateSetup) {
    this.#worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    this.#worker.onmessage = ({ data }: MessageEvent<FromMate>) => this.#hear(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(new Error(`A thread of the engine died: ${event.message}`));
    };
    this.opened = this.#ask({ kind: "open", setup });
  }

  /** As `Segments.sums()`, for the ends that stand in shared memory. */
  async segment(tasks: readonly SegmentTask[]): Promise<readonly number[]> {
    return (await this.#ask({ kind: "segment", tasks: tasks.map((task) => this.#sent(task)) })).sums;
  }

  /** Its part of a gradient goes into shared memory; gives mean loss and rightly classified samples. */
  gradient(batch: SentBatch, size: number): Promise<Extract<Answer, { kind: "gradient" }>> {
    return this.#ask({ kind: "gradient", batch, size });
  }

  /** Forgets batches that are not evaluated any more. */
  release(batches: readonly HeldBatch[]): void {
    const ids = batches.flatMap((batch) => this.#ids.get(batch) ?? []);
    for (const batch of batches) this.#ids.delete(batch);
    if (ids.length > 0) this.#send({ kind: "release", ids });
  }

  [Symbol.dispose](): void {
    this.#fail(new Error("Cannot ask a thread of the engine as its program must be open: it is disposed"));
    this.#worker.terminate();
  }

  #sent({ batch, alphas }: SegmentTask): SentTask {
    const known = this.#ids.get(batch);
    if (known !== undefined) return { id: known, alphas };
    const id = this.#nextId++;
    this.#ids.set(batch, id);
    return { id, alphas, batch: { inputs: batch.samples.data, labels: batch.labels } };
  }

  #ask<Kind extends Question["kind"]>(
    question: Extract<Question, { kind: Kind }>,
  ): Promise<Extract<Answer, { kind: Kind }>> {
    if (this.#end) return Promise.reject(this.#end);
    this.#pending = Promise.withResolvers();
    this.#send(question);
    // A mate answers each question with its kind.
    return this.#pending.promise as Promise<Extract<Answer, { kind: Kind }>>;
  }

  #hear(message: FromMate): void {
    if (message.kind !== "failed") this.#pending?.resolve(message);
    else this.#pending?.reject(message.waited ? new ExchangeError(message.message) : new Error(message.message));
  }

  #fail(error: Error): void {
    this.#end ??= error;
    this.#pending?.reject(this.#end);
  }

  #send(message: ToMate): void {
    this.#worker.postMessage(message);
  }
}
