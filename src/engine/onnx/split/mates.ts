import type { ResolvedNetwork } from "../../../spec/network.ts";
import { Exchange } from "./exchange.ts";
import { Mate } from "./mate.ts";

/** What a program's mates are told at their start. */
export interface MatesOptions {
  /** Threads: the program's own and one for each mate. */
  readonly threads: number;
  /** Bytes of first layers' outputs that each thread keeps. */
  readonly budget: number;
}

/** The mates of a program and the memory that they share with it. They start when they are first needed. Disposing ends them. */
export class Mates implements Disposable {
  readonly threads: number;
  /** The program's own side of exchanges: thread 0. */
  readonly exchange: Exchange;
  readonly #memory: SharedArrayBuffer;
  readonly #ends: readonly [SharedArrayBuffer, SharedArrayBuffer];
  readonly #gradients: readonly SharedArrayBuffer[];
  readonly #network: ResolvedNetwork;
  readonly #budget: number;
  readonly #mates: Mate[] = [];
  #disposed = false;

  constructor(network: ResolvedNetwork, { threads, budget }: MatesOptions) {
    const vector = () => new SharedArrayBuffer(threads > 1 ? 4 * network.parameterCount : 0);
    // The most that is exchanged at once: two numbers a feature of a normalised layer.
    const most = 2 * Math.max(1, ...network.statistics.map(({ size }) => size));
    this.threads = threads;
    this.#memory = Exchange.memory(threads, most);
    this.exchange = new Exchange({ memory: this.#memory, threads, thread: 0 });
    this.#ends = [vector(), vector()];
    this.#gradients = Array.from({ length: threads - 1 }, vector);
    this.#network = network;
    this.#budget = budget;
  }

  /** All mates, ready to be asked: a thread that waited for one that cannot start would wait for ever. */
  async get(): Promise<readonly Mate[]> {
    if (this.#disposed) {
      throw new Error("Cannot ask threads of the engine as their program must be open: it is disposed");
    }
    for (const gradient of this.#gradients.slice(this.#mates.length)) {
      this.#mates.push(
        new Mate({
          network: this.#network.network,
          budget: this.#budget,
          ends: this.#ends,
          gradient,
          place: { memory: this.#memory, threads: this.threads, thread: this.#mates.length + 1 },
        }),
      );
    }
    await Promise.all(this.#mates.map(({ opened }) => opened));
    return this.#mates;
  }

  /** Those that have been started. */
  get started(): readonly Mate[] {
    return this.#mates;
  }

  /** Shows vectors `[P]` to all mates: the ends of a segment, or where a gradient is to be taken. */
  show(...vectors: readonly Float32Array[]): void {
    vectors.forEach((vector, index) => new Float32Array(this.#ends[index]!).set(vector));
  }

  /** Adds the parts of a gradient that the mates have put down. */
  addParts(gradient: Float32Array): void {
    for (const memory of this.#gradients) {
      const part = new Float32Array(memory);
      for (let index = 0; index < gradient.length; index++) gradient[index]! += part[index]!;
    }
  }

  [Symbol.dispose](): void {
    this.#disposed = true;
    this.exchange.abandon();
    for (const mate of this.#mates) mate[Symbol.dispose]();
  }
}
