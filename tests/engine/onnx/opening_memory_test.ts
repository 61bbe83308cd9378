import { assertEquals } from "@std/assert";
import { OpeningMemory } from "../../../src/engine/onnx/opening_memory.ts";
import { loadRuntime } from "../../../src/engine/onnx/runtime.ts";
import type { Block } from "../../../src/spec/network.ts";

const block: Block = { name: "weight", role: "weight", shape: [2], offset: 1, size: 2 };

async function recorder() {
  const memory = new OpeningMemory(await loadRuntime("cpu", 1), [block], [2]);
  const computed: string[] = [];
  return {
    computed,
    forget: () => memory.forget(),
    async ends(from: number[], to: number[]) {
      const ends = await memory.ends(Float32Array.from(from), Float32Array.from(to), (theta, output) => {
        computed.push(theta.join());
        output.data.set(theta.subarray(1, 3));
        return Promise.resolve();
      });
      return [...ends.from.data, ...ends.to.data];
    },
  };
}

Deno.test("OpeningMemory computes each end of a path of steps once", async () => {
  const { computed, ends } = await recorder();
  assertEquals(await ends([0, 1, 1], [0, 2, 2]), [1, 1, 2, 2]);
  assertEquals(await ends([0, 2, 2], [0, 3, 3]), [2, 2, 3, 3]);
  assertEquals(await ends([0, 3, 3], [0, 4, 4]), [3, 3, 4, 4]);
  assertEquals(computed, ["0,1,1", "0,2,2", "0,3,3", "0,4,4"]);
});

Deno.test("OpeningMemory computes anew where a bit of the block differs, and only then", async () => {
  const { computed, ends } = await recorder();
  await ends([0, 1, 1], [0, 2, 2]);
  await ends([9, 1, 1], [9, 2, 2]);
  assertEquals(computed.length, 2);
  await ends([0, 1, 1], [0, 2, 2 + 2 ** -22]);
  assertEquals(computed.length, 3);
  await ends([0, 1, NaN], [0, -0, 0]);
  await ends([0, 1, NaN], [0, 0, 0]);
  assertEquals(computed.slice(3), ["0,1,NaN", "0,0,0", "0,0,0"]);
});

Deno.test("OpeningMemory keeps the one end while it computes the other", async () => {
  const { ends } = await recorder();
  await ends([0, 1, 1], [0, 2, 2]);
  assertEquals(await ends([0, 1, 1], [0, 3, 3]), [1, 1, 3, 3]);
  assertEquals(await ends([0, 5, 5], [0, 1, 1]), [5, 5, 1, 1]);
  assertEquals(await ends([0, 7, 7], [0, 7, 7]), [7, 7, 7, 7]);
});

Deno.test("OpeningMemory that has forgotten computes the same weights anew, for another batch", async () => {
  const { computed, ends, forget } = await recorder();
  await ends([0, 1, 1], [0, 2, 2]);
  forget();
  assertEquals(await ends([0, 1, 1], [0, 2, 2]), [1, 1, 2, 2]);
  assertEquals(computed, ["0,1,1", "0,2,2", "0,1,1", "0,2,2"]);
});
