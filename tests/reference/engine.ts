import type { Batch, Engine, Program, SampleSet } from "../../src/spec/engine.ts";
import type { ResolvedNetwork } from "../../src/spec/network.ts";
import { cut, evaluate } from "./evaluate.ts";
import { gradient } from "./gradient.ts";
import { hessianVector } from "./hessian_vector.ts";
import { segment } from "./segment.ts";

/**
 * The float64 reference behind the interface of an engine, for the contract suite and for walks of tests, which need no library
 * with it. It calls itself `onnx:cpu`, as an engine's name is one of a list and rows need one.
 */
export function openReference(): Engine {
  return {
    info: { name: "onnx:cpu", library: "reference", version: "0", device: "float64", threads: 1 },
    compile: (network) => Promise.resolve(compile(network)),
    [Symbol.dispose]() {},
  };
}

function compile(network: ResolvedNetwork): Program {
  const held = new Map<SampleSet, readonly Batch[]>();
  // Lent and overwritten by the next call, as the interface allows: a walk that keeps them without copying is found out.
  const lent = {
    gradient: new Float32Array(network.parameterCount),
    statistics: new Float32Array(network.statisticCount),
    product: new Float32Array(network.parameterCount),
  };
  const batchesOf = (set: SampleSet): readonly Batch[] => {
    const batches = held.get(set);
    if (!batches) throw new TypeError("Cannot use samples as they must be held by this program: others");
    return batches;
  };
  const requireLength = (what: string, values: ArrayLike<number>, length: number) => {
    if (values.length !== length) {
      throw new TypeError(`Cannot use ${what} as it must have ${length} numbers: ${values.length}`);
    }
  };
  const requireTheta = (values: ArrayLike<number>) => requireLength("theta", values, network.parameterCount);
  const requireBatch = ({ inputs, labels }: Batch) =>
    requireLength("inputs", inputs, labels.length * network.network.input.reduce((a, b) => a * b));

  return {
    network,
    // deno-lint-ignore require-await -- async turns what is thrown into a rejection
    async gradient(theta, batch) {
      requireTheta(theta);
      requireBatch(batch);
      const answer = gradient(network, theta, batch);
      lent.gradient.set(answer.gradient);
      lent.statistics.set(answer.statistics);
      return { loss: answer.loss, correct: answer.correct, gradient: lent.gradient, statistics: lent.statistics };
    },
    // deno-lint-ignore require-await -- as above
    async hessianVector(theta, vector, batch) {
      requireTheta(theta);
      requireTheta(vector);
      requireBatch(batch);
      lent.product.set(hessianVector(network, theta, vector, batch));
      return lent.product;
    },
    hold(samples, batchSize) {
      requireBatch(samples);
      const set = { size: samples.labels.length, batchSize, [Symbol.dispose]: () => void held.delete(set) };
      held.set(set, cut(samples, batchSize));
      return set;
    },
    heldBytes: (samples) => 4 * samples * (network.network.input.reduce((a, b) => a * b) + 1),
    // deno-lint-ignore require-await -- as above
    async segment(from, to, alphas, set) {
      requireTheta(from);
      requireTheta(to);
      return Float64Array.from(segment(network, from, to, alphas, batchesOf(set)));
    },
    // deno-lint-ignore require-await -- as above
    async segmentSums(from, to, alphas, set, places) {
      requireTheta(from);
      requireTheta(to);
      const batches = batchesOf(set);
      return Float64Array.from(places.flatMap((place) => {
        const batch = batches[place];
        if (!batch) throw new TypeError(`Cannot use batch ${place} as the set must have it: it has ${batches.length}`);
        return segment(network, from, to, alphas, [batch]).map((loss) => loss * batch.labels.length);
      }));
    },
    // deno-lint-ignore require-await -- as above
    async evaluate(theta, set, normalisation) {
      requireTheta(theta);
      if (normalisation !== "batch") {
        requireLength("running statistics", normalisation.running, network.statisticCount);
      }
      return evaluate(network, theta, batchesOf(set), normalisation);
    },
    [Symbol.dispose]: () => held.clear(),
  };
}
