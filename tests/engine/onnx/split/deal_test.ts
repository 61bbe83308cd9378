import { assertEquals } from "@std/assert";
import type { HeldBatch } from "../../../../src/engine/onnx/sample_set.ts";
import { dealTasks, gatherSums, type PlacedTask } from "../../../../src/engine/onnx/split/deal.ts";

/** Tasks of the batches at these places of a set; a batch is known by its place. */
function tasksAt(places: readonly number[], of: number, alphas: readonly number[]): PlacedTask[] {
  return places.map((place) => ({ batch: { place } as unknown as HeldBatch, alphas, place, of }));
}

function dealt(tasks: readonly PlacedTask[], threads: number): string[] {
  return dealTasks(tasks, threads).map((share) =>
    share.map(({ batch, alphas }) => `${(batch as unknown as PlacedTask).place}@${alphas}`).join(" ")
  );
}

Deno.test("dealTasks() deals whole batches in turn", () => {
  assertEquals(dealt(tasksAt([0, 1, 2, 3], 4, [0, 1]), 2), ["0@0,1 2@0,1", "1@0,1 3@0,1"]);
});

Deno.test("dealTasks() splits the batches of a round that is not full by places, evenly to one", () => {
  assertEquals(dealt(tasksAt([0, 1, 2], 3, [0, 0.5, 1]), 2), ["0@0,0.5,1 2@0,0.5", "1@0,0.5,1 2@1"]);
  assertEquals(dealt(tasksAt([0], 1, [0.5]), 3), ["0@0.5", "", ""]);
});

Deno.test("dealTasks() gives a batch to the same threads whatever is asked beside it", () => {
  assertEquals(dealt(tasksAt([3, 1, 4], 5, [0, 1]), 2), ["4@0", "3@0,1 1@0,1 4@1"]);
});

Deno.test("gatherSums() puts what threads gave back into the order of the tasks", () => {
  for (const threads of [1, 2, 3, 5]) {
    const tasks = tasksAt([6, 0, 3, 5, 2], 7, [0, 0.25, 0.5, 1]);
    const shares = dealTasks(tasks, threads);
    const given = shares.map((share) =>
      share.flatMap(({ batch, alphas }) => alphas.map((alpha) => 10 * (batch as unknown as PlacedTask).place + alpha))
    );
    const expected = tasks.flatMap(({ place, alphas }) => alphas.map((alpha) => 10 * place + alpha));
    assertEquals([...gatherSums(tasks, shares, given)], expected);
  }
});
