import type { Block } from "../../spec/network.ts";
import { sizeOf } from "./graph.ts";
import type { HostTensor, Runtime } from "./runtime.ts";

/** What the first layer gave for a batch, with a copy of the weights that it was computed from. */
interface Remembered {
  readonly weights: Int32Array[];
  readonly output: HostTensor;
}

/** The first layer's outputs at the two ends of a segment. */
export interface Ends {
  readonly from: HostTensor;
  readonly to: HostTensor;
}

/** Computes the first layer at theta into a tensor. */
export type ComputeOpening = (theta: Float32Array<ArrayBuffer>, output: HostTensor) => Promise<void>;

/**
 * The first layer's outputs of one batch at the ends of the last segment. The end of a step is the start of the next, so one is
 * mostly there already. Weights are compared bit for bit: what is remembered is what would be computed.
 */
export class OpeningMemory {
  /** What it takes once both ends are there: outputs and copies of weights. */
  readonly bytes: number;
  readonly #blocks: readonly Block[];
  readonly #make: () => HostTensor;
  readonly #remembered: Remembered[] = [];
  readonly #spare: HostTensor[] = [];

  constructor(runtime: Runtime, blocks: readonly Block[], shape: readonly number[]) {
    this.bytes = 2 * 4 * blocks.reduce((sum, { size }) => sum + size, sizeOf(shape));
    this.#blocks = blocks;
    this.#make = () => runtime.tensor(shape);
  }

  async ends(from: Float32Array<ArrayBuffer>, to: Float32Array<ArrayBuffer>, compute: ComputeOpening): Promise<Ends> {
    const start = await this.#at(from, compute);
    const end = await this.#at(to, compute, start);
    return { from: start.output, to: end.output };
  }

  /** Remembers nothing any more; its tensors serve again, for another batch too. */
  forget(): void {
    this.#spare.push(...this.#remembered.splice(0).map(({ output }) => output));
  }

  async #at(theta: Float32Array<ArrayBuffer>, compute: ComputeOpening, keep?: Remembered): Promise<Remembered> {
    const bits = this.#blocks.map(({ offset, size }) =>
      new Int32Array(theta.buffer, theta.byteOffset + 4 * offset, size)
    );
    const known = this.#remembered.find(({ weights }) => weights.every((block, index) => isEqual(block, bits[index]!)));
    if (known) return known;

    if (this.#remembered.length === 2) {
      const oldest = this.#remembered.findIndex((one) => one !== keep);
      this.#spare.push(this.#remembered.splice(oldest, 1)[0]!.output);
    }
    const output = this.#spare.pop() ?? this.#make();
    await compute(theta, output);
    const made = { weights: bits.map((block) => block.slice()), output };
    this.#remembered.push(made);
    return made;
  }
}

function isEqual(a: Int32Array, b: Int32Array): boolean {
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}
