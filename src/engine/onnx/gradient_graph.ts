import type { Block, ResolvedNetwork } from "../../spec/network.ts";
import { Graph, type Value } from "./graph.ts";
import type { LayerContext } from "./layers/layer.ts";
import { writeNetwork } from "./network_graph.ts";
import { writeTangents } from "./tangent.ts";

/** The name under which a block of theta is fed. */
export const parameterName = ({ name }: Block): string => `theta.${name}`;

/** The name under which a block of the Hessian's factor is fed. */
export const vectorName = ({ name }: Block): string => `vector.${name}`;

/** The name under which a block of the gradient, or of the Hessian's product, comes out. */
export const gradientName = ({ name }: Block): string => `gradient.${name}`;

/** The name under which a block of the batch's statistics comes out. */
export const statisticName = ({ name }: Block): string => `statistic.${name}`;

/**
 * The graph of a mini-batch's gradient. Inputs: the blocks of theta, `samples` `[N, C * H * W]`, `targets` `[classes, N]` (1 at
 * the label). Outputs: `logits` `[classes, N]`, the gradient's blocks and the statistics' blocks. Where threads share a mini-batch,
 * each computes the part of the gradient that its own samples give: the parts' sum is the gradient.
 */
export function gradientGraph(
  network: ResolvedNetwork,
  batch: number,
  lanes: number,
  shared?: readonly number[],
): Graph {
  const { graph, logits, gradients, statistics } = writeGradient(network, { batch, lanes, ...shared && { shared } });
  graph.output("logits", logits);
  for (const block of network.parameters) {
    graph.output(gradientName(block), gradients.get(block.name)!, block.shape);
  }
  for (const block of network.statistics) {
    graph.output(statisticName(block), statistics.get(block.name)!, block.shape);
  }
  return graph;
}

/** The graph of the Hessian's product: the gradient's, differentiated along the blocks of a vector. */
export function hessianGraph(network: ResolvedNetwork, batch: number, lanes: number): Graph {
  const { graph, parameters, gradients } = writeGradient(network, { batch, lanes });
  const directions = new Map<Value, Value>();
  for (const block of network.parameters) {
    directions.set(parameters.get(block.name)!, graph.input(vectorName(block), block.shape));
  }
  const tangents = writeTangents(graph, directions);
  for (const block of network.parameters) {
    const product = tangents.get(gradients.get(block.name)!) ?? graph.fill(0, block.shape);
    graph.output(gradientName(block), product, block.shape);
  }
  return graph;
}

type Setting = Pick<LayerContext, "batch" | "shared" | "lanes">;

function writeGradient(network: ResolvedNetwork, setting: Setting) {
  const { batch, shared = [batch] } = setting;
  const graph = new Graph();
  const parameters = new Map<string, Value>();
  for (const block of network.parameters) parameters.set(block.name, graph.input(parameterName(block), block.shape));
  const [channels, height, width] = network.network.input;
  const samples = graph.input("samples", [batch, channels * height * width]);
  const targets = graph.input("targets", [network.network.classes, batch]);
  const gradients = new Map<string, Value>();
  const statistics = new Map<string, Value>();
  const written = writeNetwork(network, samples, {
    ...setting,
    graph,
    parameter: (block) => parameters.get(block.name)!,
    gradients,
    statistics,
    forwardOnly: false,
  });
  written.backward(lossGradient(graph, written.output, targets, shared.reduce((sum, size) => sum + size)), false);
  return { graph, logits: written.output, parameters, gradients, statistics };
}

/**
 * The gradient of the mean cross-entropy at the logits. At the label it is minus the sum of the other classes' probabilities:
 * 1 subtracted from the label's own would lose the digits where a sample is learnt well.
 */
function lossGradient(graph: Graph, logits: Value, targets: Value, samples: number): Value {
  const share = graph.fill(1 / samples);
  const others = graph.multiply(graph.softmax(logits, 0), graph.subtract(share, graph.multiply(targets, share)));
  return graph.subtract(others, graph.multiply(targets, graph.reduce("ReduceSum", others, [0])));
}
