/** Serialises a graph as an ONNX model. Field numbers are those of onnx.proto3. */

import type { Attribute, Constant, ElementType, Graph, Node, Value } from "./graph.ts";
import { Message } from "./protobuf.ts";

const elementTypes: Record<ElementType, number> = { float32: 1, int32: 6, int64: 7, bool: 9 };

/** The operators that are ONNX Runtime's own: their domain, and their name there where it is another. */
const foreign: Readonly<Record<string, { readonly domain: string; readonly name?: string }>> = {
  FusedMatMul: { domain: "com.microsoft" },
  ToVectors: { domain: "com.microsoft.nchwc", name: "ReorderInput" },
  VectorConv: { domain: "com.microsoft.nchwc", name: "Conv" },
  FromVectors: { domain: "com.microsoft.nchwc", name: "ReorderOutput" },
};

/** The bytes of an ONNX model of this graph, operator set 21. With `sequence` its first output is an empty sequence of that name. */
export function serialise(graph: Graph, sequence?: string): Uint8Array<ArrayBuffer> {
  const nodes = neededNodes(graph.nodes, [...graph.outputs, ...graph.outputNames.keys()]);
  const body = new Message();
  for (const node of nodes) body.bytes(1, nodeMessage(node, graph));
  if (sequence !== undefined) body.bytes(1, new Message().bytes(2, sequence).bytes(4, "SequenceEmpty"));
  body.bytes(2, "sgd-walk");
  for (const constant of graph.constants) body.bytes(5, tensorMessage(constant));
  for (const input of graph.inputs) body.bytes(11, valueMessage(input));
  if (sequence !== undefined) body.bytes(12, sequenceMessage(sequence));
  for (const output of graph.outputs) body.bytes(12, valueMessage(output));
  const model = new Message().integer(1, 10).bytes(8, new Message().bytes(1, "").integer(2, 21));
  for (const domain of new Set(nodes.flatMap(({ operator }) => foreign[operator]?.domain ?? []))) {
    model.bytes(8, new Message().bytes(1, domain).integer(2, 1));
  }
  return model.bytes(7, body).finish();
}

/** The nodes that wanted values depend on, in their order. */
export function neededNodes(nodes: readonly Node[], wanted: Iterable<Value>): Node[] {
  const needed = new Set(wanted);
  const kept: Node[] = [];
  for (const node of nodes.toReversed()) {
    if (!node.outputs.some((output) => needed.has(output))) continue;
    kept.push(node);
    for (const input of node.inputs) needed.add(input);
  }
  return kept.reverse();
}

function nodeMessage(node: Node, { outputNames }: Graph): Message {
  const message = new Message();
  for (const input of node.inputs) message.bytes(1, outputNames.get(input) ?? input.name);
  for (const output of node.outputs) message.bytes(2, outputNames.get(output) ?? output.name);
  const own = foreign[node.operator];
  message.bytes(4, own?.name ?? node.operator);
  if (own) message.bytes(7, own.domain);
  for (const [name, value] of Object.entries(node.attributes)) message.bytes(5, attributeMessage(name, value));
  return message;
}

function attributeMessage(name: string, value: Attribute): Message {
  const message = new Message().bytes(1, name);
  if (typeof value === "number") return message.integer(3, value).integer(20, 2);
  if ("float" in value) return message.float(2, value.float).integer(20, 1);
  return message.integers(8, value).integer(20, 7);
}

function tensorMessage({ value, data }: Constant): Message {
  return new Message()
    .integers(1, value.shape)
    .integer(2, elementTypes[value.type])
    .bytes(8, value.name)
    .bytes(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}

function sequenceMessage(name: string): Message {
  const element = new Message().bytes(1, new Message().integer(1, elementTypes.float32));
  return new Message().bytes(1, name).bytes(2, new Message().bytes(4, new Message().bytes(1, element)));
}

function valueMessage({ name, type, shape }: Value): Message {
  const dimensions = new Message();
  for (const length of shape) dimensions.bytes(1, new Message().integer(1, length));
  const tensor = new Message().integer(1, elementTypes[type]).bytes(2, dimensions);
  return new Message().bytes(1, name).bytes(2, new Message().bytes(1, tensor));
}
