import type { Graph, Value } from "../graph.ts";
import type { LayerContext, LayerOf, Neighbours, Written } from "./layer.ts";
import { centreRows, rowProducts, sumOverThreads } from "./row_statistics.ts";

const epsilon = 1e-5;

/**
 * Batch normalisation of each row of `[C, M]`. The variance is the mean square of the centred row: the mean square less
 * the squared mean would lose the digits where a mean is large beside its spread.
 */
export function writeBatchNorm(
  layer: LayerOf<"batchNorm">,
  x: Value,
  context: LayerContext,
  neighbours: Neighbours,
): Written {
  const { graph } = context;
  const [features = 0, count = 0] = x.shape;
  const column = (value: Value) => graph.reshape(value, [features, 1]);
  const scale = column(context.parameter(layer.scale));
  const { omittedBias } = neighbours;
  const shift = shiftOf(layer, context, neighbours);
  if (context.running) {
    const { running } = context;
    const inverse = inverseDeviation(column(running(layer.variance)), context);
    const centred = graph.subtract(x, column(running(layer.mean)));
    return {
      output: graph.add(graph.multiply(centred, graph.multiply(scale, inverse)), shift),
      backward: neverWritten,
    };
  }

  if (context.forwardOnly) {
    // With one sample, whose channels are the rows, this is the whole layer in one pass.
    const rows = graph.reshape(x, [1, features, count]);
    const flat = (value: Value) => graph.reshape(value, [features]);
    const attributes = { epsilon: { float: epsilon } };
    const output = graph.apply("InstanceNormalization", [rows, flat(scale), flat(shift)], rows.shape, attributes);
    return { output: graph.reshape(output, x.shape), backward: neverWritten };
  }

  const { mean, variance, centred, offset, wholeCount } = centreRows(x, context);
  const inverse = inverseDeviation(variance, context);
  const gain = graph.multiply(scale, inverse);
  context.statistics.set(layer.mean.name, omittedBias ? graph.add(mean, column(omittedBias)) : mean);
  context.statistics.set(layer.variance.name, graph.multiply(variance, graph.fill(wholeCount / (wholeCount - 1))));
  return {
    output: graph.add(graph.multiply(centred, gain), plusProduct(graph, shift, offset, gain)),
    backward(gradient, inputWanted) {
      const shiftGradient = graph.reduce("ReduceSum", gradient, [1]);
      const product = plusProduct(graph, rowProducts(graph, gradient, centred), offset, shiftGradient);
      context.gradients.set(layer.scale.name, graph.multiply(product, inverse));
      context.gradients.set(layer.shift.name, shiftGradient);
      if (!inputWanted) return undefined;
      const [wholeProduct, wholeGradient] = sumOverThreads([product, shiftGradient], context) as [Value, Value];
      const share = graph.fill(1 / wholeCount);
      const slope = graph.multiply(graph.multiply(graph.multiply(wholeProduct, inverse), inverse), share);
      const level = plusProduct(graph, graph.multiply(wholeGradient, share), offset, slope);
      const along = graph.multiply(centred, slope);
      return graph.multiply(graph.subtract(graph.subtract(gradient, along), level), gain);
    },
  };
}

/** `a + b * c`, or `a` without `b`. */
function plusProduct(graph: Graph, a: Value, b: Value | undefined, c: Value): Value {
  return b ? graph.add(a, graph.multiply(b, c)) : a;
}

function neverWritten(): never {
  throw new Error("internal: this forward pass is never differentiated");
}

/** The shift; a bias that was left out before is added times 0, so that one that is not finite still shows. */
function shiftOf(layer: LayerOf<"batchNorm">, { graph, parameter }: LayerContext, { omittedBias }: Neighbours): Value {
  const shift = parameter(layer.shift);
  const whole = omittedBias ? graph.add(shift, graph.multiply(omittedBias, graph.fill(0))) : shift;
  return graph.reshape(whole, [whole.shape[0]!, 1]);
}

function inverseDeviation(variance: Value, { graph }: LayerContext): Value {
  return graph.unary("Reciprocal", graph.unary("Sqrt", graph.add(variance, graph.fill(epsilon))));
}
