import { openingOf } from "../../network/opening.ts";
import type { Block, ResolvedNetwork } from "../../spec/network.ts";
import { parameterName, statisticName } from "./gradient_graph.ts";
import { Graph, type Value } from "./graph.ts";
import type { LayerContext } from "./layers/layer.ts";
import { writeLayers } from "./layers/sequence.ts";
import { writeNetwork, writeOpening } from "./network_graph.ts";

/** The name under which a block of a segment's second end is fed. */
export const endName = ({ name }: Block): string => `end.${name}`;

/**
 * The graph of a batch's logits. Inputs: the blocks of theta, `samples` `[N, C * H * W]` and, with running statistics,
 * their blocks. Output: `logits` `[classes, N]`.
 */
export function evaluationGraph(
  network: ResolvedNetwork,
  batch: number,
  normalisation: "batch" | "running",
  lanes: number,
): Graph {
  const graph = new Graph();
  const context: LayerContext = {
    ...forwardContext(graph, batch, lanes, (block) => graph.input(parameterName(block), block.shape)),
    ...normalisation === "running" &&
      { running: onceABlock((block) => graph.input(statisticName(block), block.shape)) },
  };
  graph.output("logits", writeNetwork(network, samplesInput(graph, network, batch), context).output);
  return graph;
}

/**
 * The graph of a batch's first layer, which is linear in its weights: computed at both ends of a segment and mixed between them.
 * Inputs: the first layer's blocks of theta and `samples`. Output: `opening`.
 */
export function openingGraph(network: ResolvedNetwork, batch: number, lanes: number): Graph {
  const graph = new Graph();
  const context = forwardContext(graph, batch, lanes, (block) => graph.input(parameterName(block), block.shape));
  graph.output("opening", writeOpening(network, samplesInput(graph, network, batch), context).output);
  return graph;
}

/**
 * The graph of a batch's logits at a point of a segment. Inputs: `alpha` and `rest` (1 - alpha), the outputs of the opening graph at
 * both ends as `opening.from` and `opening.to`, and all other blocks of theta at both ends. Output: `logits`.
 */
export function pointGraph(network: ResolvedNetwork, batch: number, lanes: number): Graph {
  const graph = new Graph();
  const alpha = graph.input("alpha", []);
  const rest = graph.input("rest", []);
  const mix = (from: Value, to: Value) => graph.add(graph.multiply(from, rest), graph.multiply(to, alpha));
  const context = forwardContext(graph, batch, lanes, (block) =>
    mix(
      graph.input(parameterName(block), block.shape),
      graph.input(endName(block), block.shape),
    ));
  const opening = openingGraph(network, batch, lanes).outputs[0]!;
  const first = openingOf(network).first
    ? mix(graph.input("opening.from", opening.shape), graph.input("opening.to", opening.shape))
    : graph.input("opening.from", opening.shape);
  graph.output("logits", writeLayers(openingOf(network).rest, first, context).output);
  return graph;
}

function samplesInput(graph: Graph, network: ResolvedNetwork, batch: number): Value {
  const [channels, height, width] = network.network.input;
  return graph.input("samples", [batch, channels * height * width]);
}

function forwardContext(graph: Graph, batch: number, lanes: number, parameter: (block: Block) => Value): LayerContext {
  return {
    graph,
    batch,
    parameter: onceABlock(parameter),
    gradients: new Map(),
    statistics: new Map(),
    forwardOnly: true,
    lanes,
  };
}

function onceABlock(make: (block: Block) => Value): (block: Block) => Value {
  const made = new Map<Block, Value>();
  return (block) => {
    const value = made.get(block) ?? make(block);
    made.set(block, value);
    return value;
  };
}
