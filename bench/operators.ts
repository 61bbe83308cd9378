/** The operators of the networks one by one, as the engine's own layers write them into a graph. */

import { crossEntropy } from "../src/engine/onnx/cross_entropy.ts";
import type { Graph, Value } from "../src/engine/onnx/graph.ts";
import { gatherSurroundings, tilingOf } from "../src/engine/onnx/layers/convolution_tiles.ts";
import { gatherInputs } from "../src/engine/onnx/layers/convolution_windows.ts";
import type { LayerContext, Written } from "../src/engine/onnx/layers/layer.ts";
import { writeLayers } from "../src/engine/onnx/layers/sequence.ts";
import { suitsWinograd } from "../src/engine/onnx/layers/winograd.ts";
import type { Provider } from "../src/engine/onnx/runtime.ts";
import { layerFlops } from "../src/network/flops.ts";
import { mlp } from "../src/network/mlp.ts";
import { resolveNetwork } from "../src/network/resolve.ts";
import { vgg11 } from "../src/network/vgg11.ts";
import { sgd } from "../src/optim/sgd.ts";
import type { BenchSetting, Subject } from "../src/spec/bench.ts";
import type { Block, ResolvedLayer, Shape } from "../src/spec/network.ts";
import { graphSubject, providerOf } from "./graph_subject.ts";
import { elementLayers, elements, type MeasuredLayer, productLayers } from "./layers.ts";
import { noise } from "./noise.ts";

/** The batch size of training and, in the preset laptop, of evaluation. */
const batch = 100;

/** The operators that matter; those of layers only for the engines of ONNX Runtime. */
export function operatorSubjects(setting: BenchSetting): Subject[] {
  const provider = providerOf(setting);
  if (provider === undefined) return arithmetic();
  const place = { provider, threads: setting.threads };
  return [
    ...productLayers.flatMap((one) => productSubjects(one, place)),
    ...elementLayers.flatMap((one) => elementSubjects(one, place)),
    ...arithmetic(),
  ];
}

interface Place {
  readonly provider: Provider;
  readonly threads: number;
}

/** A convolution or dense layer: forward as on segments, and both gradients, each with the gathers that it needs. */
function productSubjects({ name, layer, first }: MeasuredLayer, place: Place): Subject[] {
  const flops = batch * layerFlops(layer);
  const subject = (what: string, write: (graph: Graph, lanes: number) => void) =>
    graphSubject({ name: `${name}: ${what}`, kind: "operator", work: images, flops }, place, write);
  const { weight } = layer as ResolvedLayer & { readonly weight: Block };
  return [
    subject("forward", (graph, lanes) => {
      graph.output("output", written(graph, layer, true, lanes).output);
    }),
    ...first ? [] : [subject("input gradient", (graph, lanes) => {
      const { backward } = written(graph, layer, false, lanes);
      graph.output("gradient.x", backward(true)!);
    })],
    subject("weight gradient", (graph, lanes) => {
      const { backward, context } = written(graph, layer, false, lanes);
      backward(false);
      graph.output("gradient.weight", context.gradients.get(weight.name)!);
    }),
    ...layer.kind === "convolution" ? gathers(name, layer, place) : [],
  ];
}

/** The gather of a convolution's windows, or of a wide one's tiles, alone: what it reads and writes at least. */
function gathers(name: string, layer: ResolvedLayer & { readonly kind: "convolution" }, place: Place): Subject[] {
  if (layer.kernel === 1) return [];
  const wide = suitsWinograd(layer);
  const [, height = 0, width = 0] = layer.output;
  // A tile of four pixels is gathered with those around it, sixteen.
  const gathered = wide ? 4 * elements(layer) : layer.weight.shape[1]! * layer.kernel ** 2 * height * width;
  const work = { count: 4 * batch * (elements(layer) + gathered), unit: "B" };
  return [graphSubject({ name: `${name}: gather`, kind: "operator", work }, place, (graph, lanes) => {
    const { x, context } = written(graph, layer, true, lanes);
    const parts = wide ? gatherSurroundings(x, tilingOf(layer, batch), context) : gatherInputs(layer, x, context);
    parts.forEach((part, index) => graph.output(`part.${index}`, part));
  })];
}

/** A layer that moves numbers: forward as on segments, and the whole of a training step, whose forward pass it needs. */
function elementSubjects({ name, layer }: MeasuredLayer, place: Place): Subject[] {
  const size = elements(layer) + layer.output.reduce((product, length) => product * length, 1);
  const subject = (what: string, passes: number, write: (graph: Graph, lanes: number) => void) => {
    const work = { count: passes * 4 * batch * size, unit: "B" };
    return graphSubject({ name: `${name}: ${what}`, kind: "operator", work }, place, write);
  };
  return [
    subject("forward", 1, (graph, lanes) => {
      graph.output("output", written(graph, layer, true, lanes).output);
    }),
    subject("forward and backward", 2, (graph, lanes) => {
      const { output, backward, context } = written(graph, layer, false, lanes);
      graph.output("output", output);
      graph.output("gradient.x", backward(true)!);
      for (const [block, gradient] of context.gradients) graph.output(`gradient.${block}`, gradient);
    }),
  ];
}

/** What the processor does itself: the loss of logits and the update of theta. */
function arithmetic(): Subject[] {
  const classes = 10;
  const logits = noise(classes * batch);
  const labels = Int32Array.from({ length: batch }, (_, index) => index % classes);
  const loss = prompt({ name: `cross-entropy of ${batch} x ${classes} logits`, kind: "operator", work: images }, () => {
    crossEntropy(logits, labels);
  });
  const updates = [mlp(), vgg11()].map((network) => {
    const { parameterCount } = resolveNetwork(network);
    const rule = sgd({ learningRate: 0.1, momentum: 0, weightDecay: 1e-4 });
    const work = { count: 3 * 4 * parameterCount, unit: "B" };
    const [theta, gradient, into] = [noise(parameterCount), noise(parameterCount), noise(parameterCount)];
    return prompt({ name: `update of ${network.name}'s theta`, kind: "operator", work }, () => {
      rule.update(theta, gradient, rule.init(0), into);
    });
  });
  return [loss, ...updates];
}

const images = { count: batch, unit: "images" };

function prompt(subject: Omit<Subject, "open">, work: () => void): Subject {
  const run = () => Promise.resolve(work());
  return { ...subject, open: () => Promise.resolve({ run, [Symbol.dispose]() {} }) };
}

interface WrittenLayer extends Pick<Written, "output"> {
  readonly x: Value;
  readonly context: LayerContext;
  /** Writes the backward pass for a gradient that is an input of the graph. */
  backward(inputWanted: boolean): Value | undefined;
}

/** Writes one layer, its input and parameters as inputs of the graph. */
function written(graph: Graph, layer: ResolvedLayer, forwardOnly: boolean, lanes: number): WrittenLayer {
  const parameters = new Map<string, Value>();
  const context: LayerContext = {
    graph,
    batch,
    parameter: ({ name, shape }) => {
      const known = parameters.get(name) ?? graph.input(name, shape);
      parameters.set(name, known);
      return known;
    },
    gradients: new Map(),
    statistics: new Map(),
    forwardOnly,
    lanes,
  };
  const x = graph.input("x", matrix(layer.input));
  const { output, backward } = writeLayers([layer], x, context);
  return {
    x,
    context,
    output,
    backward: (inputWanted) => backward(graph.input("gradient", output.shape), inputWanted),
  };
}

/** Activations as layers have them: `[C, H * W * N]`. */
function matrix([channels = 0, height = 1, width = 1]: Shape): number[] {
  return [channels, height * width * batch];
}
