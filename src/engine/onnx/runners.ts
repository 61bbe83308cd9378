/** What is compiled for a batch size, kept by it. */
export class Runners<Runner extends Disposable> implements Disposable {
  readonly #open: (size: number) => Promise<Runner>;
  readonly #opened = new Map<number, Runner>();

  constructor(open: (size: number) => Promise<Runner>) {
    this.#open = open;
  }

  async get(size: number): Promise<Runner> {
    const known = this.#opened.get(size);
    if (known) return known;
    const runner = await this.#open(size);
    this.#opened.set(size, runner);
    return runner;
  }

  [Symbol.dispose](): void {
    for (const runner of this.#opened.values()) runner[Symbol.dispose]();
    this.#opened.clear();
  }
}
