import { Graph, sizeOf } from "./graph.ts";
import type { LayerContext } from "./layers/layer.ts";
import { slide } from "./layers/slide.ts";
import type { Runtime } from "./runtime.ts";

/** More channels than any processor's vectors hold. */
const channels = 64;

/**
 * How many channels the library's own order of images keeps side by side: as many floats as a vector of the processor holds, 16 with
 * AVX-512 and 8 with AVX. The library has the order for some processors only and tells it to nobody, so a small image is brought into
 * it; 0 where that fails or changes nothing, and where a convolution in that order does not give what it gives over planes.
 */
export async function countLanes(runtime: Runtime): Promise<number> {
  const graph = new Graph();
  const shape = [1, channels, 1, 2];
  graph.output("output", graph.apply("ToVectors", [graph.input("image", shape)], shape));
  try {
    // Pixel 1 of channel 0 stands behind pixel 0 of the channels at its side.
    const lanes = (await run(runtime, graph, (index) => index)).indexOf(1);
    if (lanes <= 1) return 0;
    const [planes, vectors] = [await convolve(runtime, lanes, 0), await convolve(runtime, lanes, lanes)];
    return vectors.every((value, index) => Math.abs(value - planes[index]!) <= tolerance) ? lanes : 0;
  } catch (error) {
    if (error instanceof Error) return 0;
    throw error;
  }
}

/** Sums of 144 products of numbers up to 1 round by less; channels in another order are off by more. */
const tolerance = 1e-3;

/** A kernel of so many channels, over vectors or over planes: 0 lanes. */
async function convolve(runtime: Runtime, channels: number, lanes: number): Promise<Float32Array> {
  const graph = new Graph();
  const shape = [channels, 2, 3] as const;
  const kernel = graph.input("kernel", [channels, channels, 3, 3]);
  const image = graph.input("image", [channels, 2 * 3]);
  const context = { graph, batch: 1, lanes } as LayerContext;
  graph.output("output", slide(kernel, image, { padding: 1, from: shape, to: shape }, context));
  return await run(runtime, graph, Math.sin);
}

/** The output of a graph whose inputs are numbered, each number a function of its place. */
async function run(runtime: Runtime, graph: Graph, numberAt: (index: number) => number): Promise<Float32Array> {
  using session = await runtime.open(graph);
  const inputs = graph.inputs.map(({ name, shape }) =>
    [name, runtime.tensor(shape, Float32Array.from({ length: sizeOf(shape) }, (_, index) => numberAt(index)))] as const
  );
  const output = graph.outputs[0]!;
  const tensor = runtime.tensor(output.shape);
  await session.run(new Map(inputs), new Map([[output.name, tensor]]));
  return tensor.data;
}
