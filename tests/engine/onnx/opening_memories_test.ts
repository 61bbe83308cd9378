import { assert, assertEquals } from "@std/assert";
import { OpeningMemories } from "../../../src/engine/onnx/opening_memories.ts";
import { OpeningMemory } from "../../../src/engine/onnx/opening_memory.ts";
import { loadRuntime } from "../../../src/engine/onnx/runtime.ts";
import type { HeldBatch } from "../../../src/engine/onnx/sample_set.ts";
import type { Block } from "../../../src/spec/network.ts";

const block: Block = { name: "weight", role: "weight", shape: [2], offset: 1, size: 2 };
const runtime = await loadRuntime("cpu", 1);
const make = () => new OpeningMemory(runtime, [block], [3, 2]);
const batches = Array.from(
  { length: 5 },
  (): HeldBatch => ({ samples: runtime.tensor([1]), labels: Int32Array.of(0) }),
);

Deno.test("an opening memory takes its outputs and weights at both ends", () => {
  assertEquals(make().bytes, 2 * (3 * 2 + 2) * 4);
});

Deno.test("OpeningMemories never hold more bytes than the budget", () => {
  const { bytes } = make();
  for (const [budget, kept] of [[0, 0], [bytes - 1, 0], [bytes, 1], [3.5 * bytes, 3], [9 * bytes, 5]] as const) {
    const memories = new OpeningMemories(budget);
    // Twice, as a walk asks for each batch at each step: the first ones keep what they have.
    for (let step = 0; step < 2; step++) {
      const own = batches.map((batch) => memories.of(batch, make().bytes, make) !== undefined);
      assertEquals(own, batches.map((_, index) => index < kept));
      assertEquals(memories.heldBytes, kept * bytes);
      assert(memories.heldBytes <= budget);
    }
  }
});

Deno.test("OpeningMemories give back what released batches had", () => {
  const [first, second, third] = batches as [HeldBatch, HeldBatch, HeldBatch];
  const memories = new OpeningMemories(2 * make().bytes);
  const kept = memories.of(first, make().bytes, make);
  memories.of(second, make().bytes, make);
  assertEquals(memories.of(third, make().bytes, make), undefined);
  memories.release([second, third]);
  memories.release([second, third]);
  assertEquals(memories.heldBytes, make().bytes);
  assert(memories.of(third, make().bytes, make) !== undefined);
  assert(memories.of(first, make().bytes, make) === kept);
});
