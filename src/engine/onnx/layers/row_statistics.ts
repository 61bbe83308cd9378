/** Mean and variance of the rows of `[C, M]`, over all threads that share a mini-batch. */

import type { Graph, Value } from "../graph.ts";
import type { LayerContext } from "./layer.ts";

/** Rows without their means. */
export interface CentredRows {
  /** `[C, 1]`, as are all statistics. */
  readonly mean: Value;
  /** The mean square of the centred row. */
  readonly variance: Value;
  /** Each row less the mean of what this thread has of it. */
  readonly centred: Value;
  /** What must be added to `centred` for the rows less their means; absent where no threads share a batch. */
  readonly offset?: Value;
  /** How many numbers a row has on all threads together. */
  readonly wholeCount: number;
}

/**
 * Centres rows. Where threads share a mini-batch, each centres its own part about the part's own mean, and the variance is that inside the
 * parts and that between them: one exchange tells all, and neither loses the digits of a mean that is large beside the spread.
 *
 * Source: Chan, Golub and LeVeque, Updating Formulae and a Pairwise Algorithm for Computing Sample Variances, 1979.
 */
export function centreRows(x: Value, { graph, batch, shared }: LayerContext): CentredRows {
  const count = x.shape[1]!;
  const mean = graph.reduce("ReduceMean", x, [1]);
  const centred = graph.subtract(x, mean);
  const squares = rowProducts(graph, centred, centred);
  if (!shared) {
    return { mean, variance: graph.multiply(squares, graph.fill(1 / count)), centred, wholeCount: count };
  }

  const counts = shared.map((samples) => samples * count / batch);
  const wholeCount = counts.reduce((total, one) => total + one);
  const share = graph.fill(1 / wholeCount);
  const [means, inside] = graph.gatherAcrossThreads([mean, squares], shared.length) as [Value, Value];
  const weights = graph.constant([counts.length, 1, 1], () => Float32Array.from(counts), `counts ${counts}`);
  const sumOf = (values: Value) => graph.reshape(graph.reduce("ReduceSum", values, [0]), mean.shape);
  const wholeMean = graph.multiply(sumOf(graph.multiply(means, weights)), share);
  const apart = graph.subtract(means, wholeMean);
  const between = graph.multiply(graph.multiply(apart, apart), weights);
  return {
    mean: wholeMean,
    variance: graph.multiply(sumOf(graph.add(inside, between)), share),
    centred,
    offset: graph.subtract(mean, wholeMean),
    wholeCount,
  };
}

/** The sums of values over the threads that share a mini-batch: the values themselves where none do. */
export function sumOverThreads(values: readonly Value[], { graph, shared }: LayerContext): readonly Value[] {
  if (!shared) return values;
  return graph.gatherAcrossThreads(values, shared.length)
    .map((all, index) => graph.reshape(graph.reduce("ReduceSum", all, [0]), values[index]!.shape));
}

/** The sum of the products of each row with its own, `[C, M]` and `[C, M]` to `[C, 1]`. */
export function rowProducts(graph: Graph, a: Value, b: Value): Value {
  const [rows = 0, columns = 0] = a.shape;
  const products = graph.batchedProduct(graph.reshape(a, [rows, 1, columns]), graph.reshape(b, [rows, 1, columns]), {
    right: true,
  });
  return graph.reshape(products, [rows, 1]);
}
