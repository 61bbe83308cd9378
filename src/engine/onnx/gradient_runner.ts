import type { Batch, Gradient } from "../../spec/engine.ts";
import type { ResolvedNetwork } from "../../spec/network.ts";
import { feedBlocks } from "./blocks.ts";
import { crossEntropy } from "./cross_entropy.ts";
import {
  gradientGraph,
  gradientName,
  hessianGraph,
  parameterName,
  statisticName,
  vectorName,
} from "./gradient_graph.ts";
import type { HostTensor, Runtime, Session } from "./runtime.ts";
import type { Exchange } from "./split/exchange.ts";
import { openStages } from "./split/staged_session.ts";

/** The gradient of mini-batches of one size. */
export interface GradientRunner extends Disposable {
  run(theta: Float32Array<ArrayBuffer>, batch: Batch): Promise<Gradient>;
}

/** The Hessian's product on mini-batches of one size. */
export interface HessianRunner extends Disposable {
  run(
    theta: Float32Array<ArrayBuffer>,
    vector: Float32Array<ArrayBuffer>,
    batch: Batch,
  ): Promise<Float32Array<ArrayBuffer>>;
}

/** A mini-batch that threads share. */
export interface SharedBatch {
  /** How many samples each thread has. */
  readonly sizes: readonly number[];
  readonly exchange: Exchange;
}

/** What gradient to compile. */
export interface GradientOptions {
  /** Samples. */
  readonly size: number;
  /** Where they are one thread's part of a mini-batch that is shared: the gradient is then the part that they give. */
  readonly shared?: SharedBatch;
}

/** Compiles the gradient of mini-batches of one size. */
export async function openGradient(
  runtime: Runtime,
  network: ResolvedNetwork,
  { size, shared }: GradientOptions,
): Promise<GradientRunner> {
  const graph = gradientGraph(network, size, runtime.lanes, shared?.sizes);
  const session = shared ? await openStages(runtime, graph, shared.exchange) : await runtime.open(graph);
  const { classes } = network.network;
  const gradient = new Float32Array(network.parameterCount);
  const statistics = new Float32Array(network.statisticCount);
  const logits = runtime.tensor([classes, size]);
  const outputs = new Map<string, HostTensor>([["logits", logits]]);
  feedBlocks(runtime, outputs, network.parameters, gradient, gradientName);
  feedBlocks(runtime, outputs, network.statistics, statistics, statisticName);
  return {
    async run(theta, batch) {
      const inputs = batchInputs(runtime, network, batch);
      feedBlocks(runtime, inputs, network.parameters, theta, parameterName);
      await session.run(inputs, outputs);
      const { loss, correct } = crossEntropy(logits.data, batch.labels);
      return { loss: loss / size, correct, gradient, statistics };
    },
    [Symbol.dispose]: () => session[Symbol.dispose](),
  };
}

/** Compiles the Hessian's product for batches of `size`. */
export async function openHessian(runtime: Runtime, network: ResolvedNetwork, size: number): Promise<HessianRunner> {
  const session: Session = await runtime.open(hessianGraph(network, size, runtime.lanes));
  const product = new Float32Array(network.parameterCount);
  const outputs = new Map<string, HostTensor>();
  feedBlocks(runtime, outputs, network.parameters, product, gradientName);
  return {
    async run(theta, vector, batch) {
      const inputs = batchInputs(runtime, network, batch);
      feedBlocks(runtime, inputs, network.parameters, theta, parameterName);
      feedBlocks(runtime, inputs, network.parameters, vector, vectorName);
      await session.run(inputs, outputs);
      return product;
    },
    [Symbol.dispose]: () => session[Symbol.dispose](),
  };
}

function batchInputs(runtime: Runtime, network: ResolvedNetwork, { inputs, labels }: Batch): Map<string, HostTensor> {
  const size = labels.length;
  const targets = runtime.tensor([network.network.classes, size]);
  labels.forEach((label, sample) => targets.data[label * size + sample] = 1);
  return new Map([
    ["samples", runtime.tensor([size, inputs.length / size], inputs)],
    ["targets", targets],
  ]);
}
