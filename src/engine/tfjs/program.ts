import * as tf from "@tensorflow/tfjs";
import type { Program, SampleSet } from "../../spec/engine.ts";
import type { ResolvedNetwork } from "../../spec/network.ts";
import { UserError } from "../../spec/user_error.ts";
import { checkBatch, checkPlaces, checkVector } from "../check_arguments.ts";
import { activateBackend, type Backend } from "./backend.ts";
import { largestTensorBytes } from "./largest_tensor.ts";
import { differentiate, logitsAt, multiplyHessian } from "./passes.ts";
import { type HeldSamples, holdSamples, upload, uploadTargets } from "./samples.ts";
import { score } from "./score.ts";

type Floats = Float32Array<ArrayBuffer>;

/**
 * A network as a program. Each pass runs to its end on the backend that is made active for it, and only then are numbers
 * awaited: programs of other backends can work in between.
 */
export function createProgram(backend: Backend, network: ResolvedNetwork): Program {
  const { parameterCount, statisticCount, network: { name, classes } } = network;
  const sets = new Map<SampleSet, HeldSamples>();

  /** Runs a pass, reads what it gives and disposes of everything. */
  async function run(pass: () => tf.Tensor[]): Promise<Floats[]> {
    activateBackend(backend.name);
    const outputs = tf.tidy(pass);
    try {
      const numbers = await Promise.all(outputs.map((output) => output.data<"float32">()));
      backend.check();
      return numbers as Floats[];
    } finally {
      tf.dispose(outputs);
    }
  }

  function checkSize(samples: number): void {
    const bytes = largestTensorBytes(network, samples);
    if (!(bytes > backend.largestTensorBytes)) return;
    throw new UserError(
      `Cannot run ${name} on ${backend.info.name} as a tensor must fit into ${backend.largestTensorBytes} bytes: ` +
        `${samples} samples at once need one of ${bytes}, so take smaller batches`,
    );
  }

  function samplesOf(set: SampleSet): HeldSamples {
    const samples = sets.get(set);
    if (samples) return samples;
    throw new TypeError("Cannot evaluate as the samples must be held by this program: they are another's or disposed");
  }

  /** Reads the logits of all batches at once: one wait for a point, not one for a batch. */
  async function logitsOf(at: () => (samples: tf.Tensor) => tf.Tensor, batches: readonly tf.Tensor[]): Promise<Floats> {
    const [logits] = await run(() => {
      const pass = at();
      return [tf.concat(batches.map((samples) => tf.tidy(() => pass(samples))))];
    });
    return logits!;
  }

  async function tally(at: () => (samples: tf.Tensor) => tf.Tensor, { batches, labels }: HeldSamples) {
    const { lossSum, correct } = score(await logitsOf(at, batches), labels, classes);
    return { loss: lossSum / labels.length, accuracy: correct / labels.length };
  }

  return {
    network,
    async gradient(theta, batch) {
      checkVector("theta", theta, parameterCount);
      checkBatch(network, batch);
      checkSize(batch.labels.length);
      const [logits, gradient, statistics] = await run(() => {
        const samples = upload(network, batch);
        const derivative = differentiate(network, tf.tensor1d(theta), samples, uploadTargets(network, batch));
        return [derivative.logits, derivative.gradient, derivative.statistics];
      });
      const { lossSum, correct } = score(logits!, batch.labels, classes);
      return { loss: lossSum / batch.labels.length, correct, gradient: gradient!, statistics: statistics! };
    },
    async hessianVector(theta, vector, batch) {
      checkVector("theta", theta, parameterCount);
      checkVector("the vector", vector, parameterCount);
      checkBatch(network, batch);
      checkSize(batch.labels.length);
      const [product] = await run(() => {
        const [point, direction] = [tf.tensor1d(theta), tf.tensor1d(vector)];
        return [multiplyHessian(network, point, direction, upload(network, batch), uploadTargets(network, batch))];
      });
      return product!;
    },
    hold(samples, batchSize) {
      checkBatch(network, samples);
      checkSize(Math.min(batchSize, samples.labels.length));
      activateBackend(backend.name);
      const held = holdSamples(network, samples, batchSize);
      const set: SampleSet = {
        size: samples.labels.length,
        batchSize,
        [Symbol.dispose]() {
          held[Symbol.dispose]();
          sets.delete(set);
        },
      };
      sets.set(set, held);
      return set;
    },
    heldBytes(samples) {
      const [channels, height, width] = network.network.input;
      return 4 * samples * (channels * height * width + 1);
    },
    async segment(from, to, alphas, set) {
      checkVector("the segment's start", from, parameterCount);
      checkVector("the segment's end", to, parameterCount);
      const samples = samplesOf(set);
      activateBackend(backend.name);
      // Copies, as some backends keep the array that they are given, and the caller may change its own while we wait.
      const [start, end] = [tf.tensor1d(from.slice()), tf.tensor1d(to.slice())];
      try {
        const losses = new Float64Array(alphas.length);
        for (const [index, alpha] of alphas.entries()) {
          const at = () => logitsAt(network, tf.add(tf.mul(start, 1 - alpha), tf.mul(end, alpha)));
          losses[index] = (await tally(at, samples)).loss;
        }
        return losses;
      } finally {
        tf.dispose([start, end]);
      }
    },
    async segmentSums(from, to, alphas, set, places) {
      checkVector("the segment's start", from, parameterCount);
      checkVector("the segment's end", to, parameterCount);
      const { batches, labels } = samplesOf(set);
      checkPlaces(places, batches.length);
      const sums = new Float64Array(places.length * alphas.length);
      if (places.length === 0) return sums;
      activateBackend(backend.name);
      const [start, end] = [tf.tensor1d(from.slice()), tf.tensor1d(to.slice())];
      try {
        for (const [index, alpha] of alphas.entries()) {
          const logits = await logitsOf(
            () => logitsAt(network, tf.add(tf.mul(start, 1 - alpha), tf.mul(end, alpha))),
            places.map((place) => batches[place]!),
          );
          let read = 0;
          for (const [row, place] of places.entries()) {
            const own = labels.subarray(place * set.batchSize, (place + 1) * set.batchSize);
            const rows = logits.subarray(read * classes, (read += own.length) * classes);
            sums[row * alphas.length + index] = score(rows, own, classes).lossSum;
          }
        }
        return sums;
      } finally {
        tf.dispose([start, end]);
      }
    },
    async evaluate(theta, set, normalisation) {
      checkVector("theta", theta, parameterCount);
      const running = normalisation === "batch" ? undefined : normalisation.running;
      if (running) checkVector("the running statistics", running, statisticCount);
      const at = () => logitsAt(network, tf.tensor1d(theta), running && tf.tensor1d(running));
      return await tally(at, samplesOf(set));
    },
    [Symbol.dispose]() {
      for (const set of [...sets.keys()]) set[Symbol.dispose]();
    },
  };
}
