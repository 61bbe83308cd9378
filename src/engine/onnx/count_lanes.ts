import { Graph } from "./graph.ts";
import type { Runtime } from "./runtime.ts";

/** More channels than any processor's vectors hold. */
const channels = 64;

/**
 * How many channels the library's own order of images keeps side by side: as many floats as a vector of the processor holds, 16 with
 * AVX-512 and 8 with AVX. The library has the order for some processors only and tells it to nobody, so a small image is brought into
 * it; 0 where that fails or changes nothing.
 */
export async function countLanes(runtime: Runtime): Promise<number> {
  const graph = new Graph();
  const shape = [1, channels, 1, 2];
  graph.output("vectors", graph.apply("ToVectors", [graph.input("image", shape)], shape));
  const image = runtime.tensor(shape, Float32Array.from({ length: 2 * channels }, (_, index) => index));
  const vectors = runtime.tensor(shape);
  try {
    using session = await runtime.open(graph);
    await session.run(new Map([["image", image]]), new Map([["vectors", vectors]]));
  } catch (error) {
    if (error instanceof Error) return 0;
    throw error;
  }
  // Pixel 1 of channel 0 stands behind pixel 0 of the channels at its side.
  const lanes = vectors.data.indexOf(1);
  return lanes > 1 ? lanes : 0;
}
