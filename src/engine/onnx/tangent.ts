/**
 * Forward-mode differentiation: given directions for some inputs of a graph, appends nodes for the derivative of every value
 * along them. The Hessian's product with a vector is the tangent of the gradient.
 */

import { type Graph, type Node, sizeOf, type Value } from "./graph.ts";

/** Tangents by value; a value without one does not depend on the directions. */
export type Tangents = Map<Value, Value>;

/** Appends the tangents of all nodes that are in the graph now. */
export function writeTangents(graph: Graph, directions: ReadonlyMap<Value, Value>): Tangents {
  const tangents: Tangents = new Map(directions);
  for (const node of [...graph.nodes]) {
    if (node.inputs.some((input) => tangents.has(input))) writeTangent(graph, node, tangents);
  }
  return tangents;
}

function writeTangent(graph: Graph, node: Node, tangents: Tangents): void {
  const { operator, inputs, outputs, attributes } = node;
  const [a, b] = inputs as [Value, Value];
  const output = outputs[0]!;
  const tangentA = tangents.get(a);
  const tangentB = b && tangents.get(b);
  const zeros = (value: Value) => graph.fill(0, value.shape);
  const masked = (tangent: Value | undefined, where: Value) =>
    tangent && graph.multiply(tangent, graph.indicator(where));
  const same = (...changed: Value[]) => graph.apply(operator, changed, output.shape, attributes);
  const set = (tangent: Value | undefined) => {
    if (tangent) tangents.set(output, spread(graph, tangent, output));
  };

  switch (operator) {
    case "Identity":
    case "Neg":
    case "Transpose":
    case "ToVectors":
    case "FromVectors":
      return set(same(tangentA!));
    case "Reshape":
    case "Gather":
    case "ReduceMean":
    case "ReduceSum":
      return set(same(tangentA!, b));
    case "Concat":
      return set(same(...inputs.map((input) => tangents.get(input) ?? zeros(input))));
    case "Split":
      return graph.split(tangentA!, outputs.length, attributes.axis as number)
        .forEach((part, index) => void tangents.set(outputs[index]!, part));
    case "Add":
      return set(sum(graph, tangentA, tangentB));
    case "Sub":
      return set(sum(graph, tangentA, tangentB && graph.unary("Neg", tangentB)));
    case "Mul":
      return set(sum(graph, tangentA && graph.multiply(tangentA, b), tangentB && graph.multiply(a, tangentB)));
    case "Conv":
    case "VectorConv":
    case "MatMul":
    case "FusedMatMul":
    case "Gemm":
      return set(sum(graph, tangentA && same(tangentA, b), tangentB && same(a, tangentB)));
    case "Reciprocal":
      return set(graph.multiply(graph.unary("Neg", tangentA!), graph.multiply(output, output)));
    case "Sqrt":
      return set(graph.divide(tangentA!, graph.add(output, output)));
    case "Relu":
      return set(masked(tangentA, graph.compare("Greater", output, graph.fill(0))));
    case "Max":
      return set(sum(
        graph,
        masked(tangentA, graph.compare("GreaterOrEqual", a, b)),
        masked(tangentB, graph.compare("Greater", b, a)),
      ));
    case "Softmax": {
      const weighted = graph.multiply(output, tangentA!);
      const mean = graph.reduce("ReduceSum", weighted, [attributes.axis as number]);
      return set(graph.subtract(weighted, graph.multiply(output, mean)));
    }
    case "Greater":
    case "GreaterOrEqual":
    case "Cast":
      return;
    default:
      throw new Error(`internal: no tangent of ${operator}`);
  }
}

function sum(graph: Graph, a: Value | undefined, b: Value | undefined): Value | undefined {
  return a && b ? graph.add(a, b) : a ?? b;
}

/** A tangent in its value's full shape, where an operator has broadcast. */
function spread(graph: Graph, tangent: Value, { shape }: Value): Value {
  return sizeOf(tangent.shape) === sizeOf(shape) ? tangent : graph.add(tangent, graph.fill(0, shape));
}
