import { ExchangeError } from "./settle.ts";

/** How threads that share a batch exchange numbers: each writes its own, waits for the others, and reads those of all. */
export interface ExchangePlace {
  readonly memory: SharedArrayBuffer;
  readonly threads: number;
  /** Which of the threads this is, from 0 on. */
  readonly thread: number;
}

/** Looks at another's arrival so often before it sleeps: they are mostly some microseconds apart. */
const looks = 10_000;

/** Milliseconds of sleep after which a thread looks whether another has given up. */
const nap = 100;

/**
 * One thread's side of an exchange. There are two slots a thread, used in turns: who writes one again knows that all have read it,
 * as all have arrived at the exchange between.
 */
export class Exchange {
  readonly #thread: number;
  readonly #threads: number;
  readonly #length: number;
  /** How many exchanges each thread has come to, and whether one has given up. */
  readonly #arrivals: Int32Array<SharedArrayBuffer>;
  readonly #slots: Float32Array<SharedArrayBuffer>;
  #round = 0;

  constructor({ memory, threads, thread }: ExchangePlace) {
    this.#thread = thread;
    this.#threads = threads;
    this.#arrivals = new Int32Array(memory, 0, threads + 1);
    this.#slots = new Float32Array(memory, 4 * (threads + 1));
    this.#length = this.#slots.length / (2 * threads);
  }

  /** Zeroed memory for exchanges of up to `length` numbers at once. */
  static memory(threads: number, length: number): SharedArrayBuffer {
    return new SharedArrayBuffer(4 * (threads + 1) + 4 * 2 * threads * length);
  }

  /** Forgets all exchanges, and that a thread gave up. Called by one thread while none of them is at work. */
  reset(): void {
    this.#arrivals.fill(0);
  }

  /** Begins a work of exchanges; each thread does, after the reset. */
  begin(): void {
    this.#round = 0;
  }

  /**
   * Gives this thread's numbers of each array, and writes those of all threads, one thread after the other, into the array of `all` at its
   * place.
   *
   * @throws {ExchangeError} If another thread has given up.
   */
  gather(given: readonly Float32Array[], all: readonly Float32Array[]): void {
    this.#round++;
    let start = this.#slotOf(this.#thread);
    for (const array of given) {
      this.#slots.set(array, start);
      start += array.length;
    }
    Atomics.store(this.#arrivals, this.#thread, this.#round);
    Atomics.notify(this.#arrivals, this.#thread);

    for (let thread = 0; thread < this.#threads; thread++) {
      this.#await(thread);
      let from = this.#slotOf(thread);
      for (const [index, { length }] of given.entries()) {
        all[index]!.set(this.#slots.subarray(from, from + length), thread * length);
        from += length;
      }
    }
  }

  /** Gives up: until the next reset the other threads fail at their exchanges, as this one will not come to them. */
  abandon(): void {
    Atomics.store(this.#arrivals, this.#threads, 1);
  }

  #slotOf(thread: number): number {
    return ((this.#round & 1) * this.#threads + thread) * this.#length;
  }

  #await(thread: number): void {
    for (let look = 0;; look++) {
      const arrived = Atomics.load(this.#arrivals, thread);
      if (arrived >= this.#round) return;
      if (Atomics.load(this.#arrivals, this.#threads) !== 0) {
        throw new ExchangeError("another thread of the engine has given up");
      }
      if (look >= looks) Atomics.wait(this.#arrivals, thread, arrived, nap);
    }
  }
}
