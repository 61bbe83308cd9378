import { assertEquals } from "@std/assert";
import { convolution, flatten, network } from "../../src/network/layers.ts";
import { resolveNetwork } from "../../src/network/resolve.ts";
import { passLayers } from "./layer.ts";

Deno.test("passConvolution() of an image of two rows and three columns, by hand", () => {
  const { layers, parameterCount } = resolveNetwork(
    network("by hand", [1, 2, 3], [convolution(1, { kernel: 2, stride: 2, padding: 1 }), flatten()], 4),
  );
  const pass = passLayers(layers, Float64Array.of(1, 2, 3, 4, 5, 6), {
    count: 1,
    theta: Float64Array.of(1, 10, 100, 1000, 0.5),
    gradient: new Float64Array(parameterCount),
    running: undefined,
    statistics: new Float64Array(0),
  });
  // The kernel's rows are (1, 10) and (100, 1000); around the image lies one row and column of zeros.
  assertEquals([...pass.output], [1000 * 1 + 0.5, 100 * 2 + 1000 * 3 + 0.5, 10 * 4 + 0.5, 5 + 10 * 6 + 0.5]);
});
