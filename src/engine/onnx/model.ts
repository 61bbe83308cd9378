/** Serialises a graph as an ONNX model. Field numbers are those of onnx.proto3. */

import type { Attribute, Constant, ElementType, Graph, Node, Value } from "./graph.ts";
import { Message } from "./protobuf.ts";

const elementTypes: Record<ElementType, number> = { float32: 1, int32: 6, int64: 7, bool: 9 };

/** The operators that are ONNX Runtime's own, and their domain. */
const contributed: ReadonlySet<string> = new Set(["FusedMatMul"]);
const contributions = "com.microsoft";

/** The bytes of an ONNX model of this graph, operator set 21. */
export function serialise(graph: Graph): Uint8Array<ArrayBuffer> {
  const body = new Message();
  for (const node of neededNodes(graph)) body.bytes(1, nodeMessage(node, graph));
  body.bytes(2, "sgd-walk");
  for (const constant of graph.constants) body.bytes(5, tensorMessage(constant));
  for (const input of graph.inputs) body.bytes(11, valueMessage(input));
  for (const output of graph.outputs) body.bytes(12, valueMessage(output));
  return new Message()
    .integer(1, 10)
    .bytes(8, new Message().bytes(1, "").integer(2, 21))
    .bytes(8, new Message().bytes(1, contributions).integer(2, 1))
    .bytes(7, body)
    .finish();
}

/** The nodes that an output depends on, in their order. */
function neededNodes({ nodes, outputs, outputNames }: Graph): Node[] {
  const needed = new Set([...outputs, ...outputNames.keys()]);
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
  message.bytes(4, node.operator);
  if (contributed.has(node.operator)) message.bytes(7, contributions);
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

function valueMessage({ name, type, shape }: Value): Message {
  const dimensions = new Message();
  for (const length of shape) dimensions.bytes(1, new Message().integer(1, length));
  const tensor = new Message().integer(1, elementTypes[type]).bytes(2, dimensions);
  return new Message().bytes(1, name).bytes(2, new Message().bytes(1, tensor));
}
