import { assert, assertEquals } from "@std/assert";
import { cutBatch } from "../../src/optim/cut_batch.ts";

const batch = { inputs: Float32Array.from({ length: 10 }, (_, i) => i), labels: Int32Array.of(4, 3, 2, 1, 0) };

Deno.test("cutBatch() cuts in order, the last part smaller", () => {
  const parts = cutBatch(batch, 2);
  assertEquals(parts.map(({ labels }) => [...labels]), [[4, 3], [2, 1], [0]]);
  assertEquals(parts.map(({ inputs }) => [...inputs]), [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]]);
});

Deno.test("cutBatch() lends views, and the batch itself where it is no larger", () => {
  assert(cutBatch(batch, 2)[1]!.inputs.buffer === batch.inputs.buffer);
  for (const size of [5, 6, Infinity]) assert(cutBatch(batch, size)[0] === batch);
});
