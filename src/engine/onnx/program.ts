import type { Program, SampleSet } from "../../spec/engine.ts";
import type { ResolvedNetwork } from "../../spec/network.ts";
import { checkBatch, checkPlaces, checkVector } from "../check_arguments.ts";
import { evaluationOf, type Tally } from "./cross_entropy.ts";
import { openEvaluation } from "./evaluation_runner.ts";
import { openGradient, openHessian } from "./gradient_runner.ts";
import { openingBudget, OpeningMemories } from "./opening_memories.ts";
import type { Runtime } from "./runtime.ts";
import { type HeldBatch, type HeldSet, holdSamples } from "./sample_set.ts";
import { openingMemory, openSegment } from "./segment_runner.ts";

/**
 * A network as a program: each graph is compiled when it is first needed, once for each batch size. Calls are worked
 * off one after the other, as they share the graphs' output tensors. For segments, `budget` bytes of first layers' outputs are kept.
 */
export function createProgram(runtime: Runtime, network: ResolvedNetwork, budget: number = openingBudget): Program {
  const { parameterCount, statisticCount } = network;
  const sets = new WeakMap<SampleSet, HeldSet>();
  const gradients = new Runners((size) => openGradient(runtime, network, size));
  const hessians = new Runners((size) => openHessian(runtime, network, size));
  const memories = new OpeningMemories(budget);
  const segments = new Runners((size) => openSegment(runtime, network, size, memories));
  const evaluations = {
    batch: new Runners((size) => openEvaluation(runtime, network, size, "batch")),
    running: new Runners((size) => openEvaluation(runtime, network, size, "running")),
  };

  let lastTurn: Promise<unknown> = Promise.resolve();

  function inTurn<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    const turn = lastTurn.then(work);
    lastTurn = turn.catch(() => "told to its own caller");
    return turn;
  }

  function heldSet(set: SampleSet): HeldSet {
    const held = sets.get(set);
    if (!held) throw new TypeError("Cannot evaluate as the samples must be held by this program: they are another's");
    if (held.batches.length === 0) {
      throw new TypeError("Cannot evaluate as the samples must be held: they are disposed");
    }
    return held;
  }

  async function segmentSums(
    from: Float32Array<ArrayBuffer>,
    to: Float32Array<ArrayBuffer>,
    alphas: readonly number[],
    batches: readonly HeldBatch[],
  ): Promise<Float64Array<ArrayBuffer>> {
    checkVector("the segment's start", from, parameterCount);
    checkVector("the segment's end", to, parameterCount);
    const sums = new Float64Array(batches.length * alphas.length);
    for (const [place, batch] of batches.entries()) {
      const tallies = await inTurn(async () => (await segments.get(batch.labels.length)).run(from, to, alphas, batch));
      sums.set(tallies.map(({ loss }) => loss), place * alphas.length);
    }
    return sums;
  }

  return {
    network,
    async gradient(theta, batch) {
      checkVector("theta", theta, parameterCount);
      checkBatch(network, batch);
      return await inTurn(async () => (await gradients.get(batch.labels.length)).run(theta, batch));
    },
    async hessianVector(theta, vector, batch) {
      checkVector("theta", theta, parameterCount);
      checkVector("the vector", vector, parameterCount);
      checkBatch(network, batch);
      return await inTurn(async () => (await hessians.get(batch.labels.length)).run(theta, vector, batch));
    },
    hold(samples, batchSize) {
      const set = holdSamples(runtime, network, samples, {
        batchSize,
        release: (batches) => memories.release(batches),
      });
      sets.set(set, set);
      return set;
    },
    heldBytes(samples, batchSize) {
      const [channels, height, width] = network.network.input;
      const memory = openingMemory(runtime, network, Math.min(batchSize, samples));
      const kept = Math.min(Math.ceil(samples / batchSize), Math.floor(budget / memory.bytes));
      return 4 * samples * (channels * height * width + 1) + kept * memory.bytes;
    },
    async segment(from, to, alphas, set) {
      const { batches, size } = heldSet(set);
      const losses = new Float64Array(alphas.length);
      const sums = await segmentSums(from, to, alphas, batches);
      sums.forEach((sum, index) => losses[index % alphas.length]! += sum);
      return losses.map((loss) => loss / size);
    },
    async segmentSums(from, to, alphas, set, places) {
      const { batches } = heldSet(set);
      checkPlaces(places, batches.length);
      return await segmentSums(from, to, alphas, places.map((place) => batches[place]!));
    },
    async evaluate(theta, set, normalisation) {
      checkVector("theta", theta, parameterCount);
      const kind = normalisation === "batch" ? "batch" : "running";
      if (normalisation !== "batch") checkVector("the running statistics", normalisation.running, statisticCount);
      const { batches, size } = heldSet(set);
      const tallies: Tally[] = [];
      for (const batch of batches) {
        const open = () => evaluations[kind].get(batch.labels.length);
        tallies.push(await inTurn(async () => (await open()).run(theta, batch, normalisation)));
      }
      return evaluationOf(tallies, size);
    },
    [Symbol.dispose]() {
      for (const runners of [gradients, hessians, segments, evaluations.batch, evaluations.running]) {
        runners[Symbol.dispose]();
      }
    },
  };
}

/** What is compiled for a batch size, kept by it. */
class Runners<Runner extends Disposable> implements Disposable {
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
