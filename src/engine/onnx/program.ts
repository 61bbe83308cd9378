import type { Program, SampleSet } from "../../spec/engine.ts";
import type { ResolvedNetwork } from "../../spec/network.ts";
import { checkBatch, checkPlaces, checkVector } from "../check_arguments.ts";
import { evaluationOf, type Tally } from "./cross_entropy.ts";
import { openEvaluation } from "./evaluation_runner.ts";
import { openGradient, openHessian } from "./gradient_runner.ts";
import { openingBudget } from "./opening_memories.ts";
import { Runners } from "./runners.ts";
import type { Runtime } from "./runtime.ts";
import { type HeldSet, holdSamples } from "./sample_set.ts";
import { openingMemory } from "./segment_runner.ts";
import { Segments } from "./segments.ts";
import { Mates } from "./split/mates.ts";
import { openSplitGradient, suitsSharing } from "./split/split_gradient.ts";
import { SplitSegments } from "./split/split_segments.ts";

/**
 * A network as a program: each graph is compiled when it is first needed, once for each batch size. Calls are worked
 * off one after the other, as they share the graphs' output tensors. For segments, `budget` bytes of first layers' outputs are kept.
 */
export function createProgram(runtime: Runtime, network: ResolvedNetwork, budget: number = openingBudget): Program {
  const { parameterCount, statisticCount } = network;
  const sets = new WeakMap<SampleSet, HeldSet>();
  const threads = runtime.provider === "cpu" ? runtime.threads : 1;
  const alone = threads > 1 ? runtime.alone() : runtime;
  const budgetPerThread = Math.floor(budget / threads);
  const mates = new Mates(network, { threads, budget: budgetPerThread });
  const gradients = new Runners((size) =>
    suitsSharing(network, size, threads)
      ? openSplitGradient(alone, network, { size, mates })
      : openGradient(runtime, network, { size })
  );
  const hessians = new Runners((size) => openHessian(runtime, network, size));
  const ownSegments = new Segments(alone, network, budgetPerThread);
  const segments = new SplitSegments(ownSegments, mates);
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
    { batches }: HeldSet,
    places: readonly number[],
  ): Promise<Float64Array<ArrayBuffer>> {
    checkVector("the segment's start", from, parameterCount);
    checkVector("the segment's end", to, parameterCount);
    const tasks = places.map((place) => ({ batch: batches[place]!, alphas, place, of: batches.length }));
    return await inTurn(() => segments.sums(from, to, tasks));
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
        // In turn, as they may wait to be evaluated still.
        release: (batches) => void inTurn(() => Promise.resolve(segments.release(batches))),
      });
      sets.set(set, set);
      return set;
    },
    heldBytes(samples, batchSize) {
      const [channels, height, width] = network.network.input;
      const memory = openingMemory(runtime, network, Math.min(batchSize, samples));
      const batches = Math.ceil(samples / batchSize);
      // Those of the last round are every thread's, the others of this one and of the one that they are dealt to.
      const [dealt, rest] = [batches - batches % threads, batches % threads];
      const copies = threads === 1 ? 1 : (dealt * (2 - 1 / threads) + rest * threads) / batches;
      const kept = threads * Math.min(dealt / threads + rest, Math.floor(budgetPerThread / memory.bytes));
      return Math.ceil(copies * 4 * samples * (channels * height * width + 1)) + kept * memory.bytes;
    },
    async segment(from, to, alphas, set) {
      const held = heldSet(set);
      const losses = new Float64Array(alphas.length);
      const sums = await segmentSums(from, to, alphas, held, [...held.batches.keys()]);
      sums.forEach((sum, index) => losses[index % alphas.length]! += sum);
      return losses.map((loss) => loss / held.size);
    },
    async segmentSums(from, to, alphas, set, places) {
      const held = heldSet(set);
      checkPlaces(places, held.batches.length);
      return await segmentSums(from, to, alphas, held, places);
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
      for (const opened of [gradients, hessians, ownSegments, evaluations.batch, evaluations.running, mates]) {
        opened[Symbol.dispose]();
      }
    },
  };
}
