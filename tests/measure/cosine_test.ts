import { assert, assertEquals } from "@std/assert";
import { cosine } from "../../src/measure/cosine.ts";
import { cosine as cosineOf } from "../../src/math/vectors.ts";
import type { Measure } from "../../src/spec/measure.ts";
import { layOutSamples } from "../../src/walk/samples.ts";
import { networkSource } from "../../src/walk/network_source.ts";
import { inFolder } from "../walk/in_folder.ts";
import { MemorySink } from "../walk/memory_sink.ts";
import { compileSmall, smallCase, smallDataset, walkSmall } from "../walk/small_walk.ts";

async function walkWith(measures: readonly Measure[], stops: number[] = []): Promise<MemorySink> {
  const memory = new MemorySink();
  await inFolder(async (folder) => {
    for (const stopAfter of stops) await walkSmall({ folder, memory, measures, stopAfter });
    await walkSmall({ folder, memory, measures });
  });
  return memory;
}

Deno.test("cosine() is that of the gradients of a walk, neighbours and two apart", async () => {
  const { steps } = await walkWith([cosine({ twoApart: true })]);
  using program = await compileSmall();
  using source = networkSource(smallCase, program, layOutSamples(smallCase, smallDataset));
  const gradients: Float32Array[] = [];
  for (const { values } of steps) {
    gradients.push((await source.next()).step.gradient.slice());
    const [older, before, now] = [gradients.at(-3), gradients.at(-2), gradients.at(-1)!];
    assertEquals(values.cosine, before && cosineOf(before, now));
    assertEquals(values.cosineTwoApart, older && cosineOf(older, now));
  }
  assert(steps.length > 3);
});

Deno.test("cosine() two apart is the same after a resume at any step", async () => {
  const measures = [cosine({ twoApart: true })];
  const whole = await walkWith(measures);
  for (const stopAfter of [1, 2, 3, 7]) {
    assertEquals((await walkWith(measures, [stopAfter])).rows, whole.rows, `interrupted after ${stopAfter}`);
  }
  assertEquals((await walkWith(measures, [1, 1, 1, 2])).rows, whole.rows);
});

Deno.test("cosine() remembers no gradient unless it is asked for those two apart, and keeps its name and options", async () => {
  const { steps } = await walkWith([cosine()]);
  assertEquals(steps.filter(({ values }) => values.cosineTwoApart !== undefined), []);
  assertEquals([cosine().options, cosine({ twoApart: true }).options], [null, { twoApart: true }]);
  assertEquals(cosine().gives, { values: ["cosine"] });
});
