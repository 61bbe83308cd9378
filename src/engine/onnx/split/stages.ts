/** Cuts a graph where threads exchange what they have: what lies between two exchanges is a graph of its own. */

import { gatherAcrossThreads, Graph, type Node, type Value } from "../graph.ts";
import { neededNodes } from "../model.ts";

/** A graph between two exchanges, with inputs and outputs under names of its own. */
export interface Stage {
  readonly graph: Graph;
  /** The same for stages that compute the same. */
  readonly key: string;
  /** What the graph's inputs are, in their order: inputs of the whole, or what comes from stages before. */
  readonly inputs: readonly Value[];
  /** What the graph's outputs are, in their order. */
  readonly outputs: readonly Value[];
  /** The exchange that follows: what this thread gives, and what it gets of all. */
  readonly exchange?: Node;
}

/** A graph in stages. */
export interface Cut {
  /** In the order of the graph's nodes. */
  readonly stages: readonly Stage[];
  /** For values that are another one in another shape, that one: only it goes from stage to stage, as to reshape it there would copy it. */
  readonly origins: ReadonlyMap<Value, Value>;
}

/** Cuts a graph at its exchanges. */
export function cutIntoStages(whole: Graph): Cut {
  const pieces: { nodes: Node[]; exchange?: Node }[] = [{ nodes: [] }];
  const origins = new Map<Value, Value>();
  const ends = [...whole.outputs, ...whole.outputNames.keys()];
  for (const node of neededNodes(whole.nodes, ends)) {
    const [from, to] = [node.inputs[0]!, node.outputs[0]!];
    if (node.operator === "Reshape") origins.set(to, origins.get(from) ?? from);
    if (node.operator === gatherAcrossThreads) {
      pieces.at(-1)!.exchange = node;
      pieces.push({ nodes: [] });
    } else pieces.at(-1)!.nodes.push(node);
  }

  const wanted = new Set<Value>(ends);
  const want = (values: readonly Value[]) => values.forEach((value) => wanted.add(origins.get(value) ?? value));
  const stages = pieces.toReversed().map(({ nodes, exchange }) => {
    want(exchange?.inputs ?? []);
    const stage = cutOut(whole, nodes, wanted);
    want(stage.inputs);
    return { ...stage, ...exchange && { exchange } };
  });
  return { stages: stages.reverse(), origins };
}

function cutOut(whole: Graph, nodes: readonly Node[], wanted: ReadonlySet<Value>): Stage {
  const made = new Set(nodes.flatMap(({ outputs }) => outputs));
  const outputs = [...made].filter((value) => wanted.has(value));
  const needed = neededNodes(nodes, outputs);
  const used = new Set(needed.flatMap(({ inputs }) => inputs));
  const constants = whole.constants.filter(({ value }) => used.has(value));
  const known = new Set(constants.map(({ value }) => value));
  const inputs = [...used].filter((value) => !made.has(value) && !known.has(value));

  // Numbered as they come, so that stages which compute the same are the same to the letter.
  const own = new Map<Value, Value>();
  for (const value of [...inputs, ...needed.flatMap(({ outputs }) => outputs)]) {
    own.set(value, { ...value, name: `v${own.size}` });
  }
  const rename = (value: Value) => own.get(value) ?? value;
  const graph = new Graph();
  graph.inputs.push(...inputs.map(rename));
  graph.outputs.push(...outputs.map(rename));
  graph.constants.push(...constants);
  graph.nodes.push(
    ...needed.map((node) => ({ ...node, inputs: node.inputs.map(rename), outputs: node.outputs.map(rename) })),
  );
  return { graph, key: JSON.stringify([graph.nodes, graph.inputs, graph.outputs]), inputs, outputs };
}
