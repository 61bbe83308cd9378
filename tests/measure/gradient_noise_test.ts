import { assert, assertEquals } from "@std/assert";
import { cosine } from "../../src/measure/cosine.ts";
import { gradientNoise } from "../../src/measure/gradient_noise.ts";
import { estimateNoise } from "../../src/optim/gradient_noise.ts";
import type { Measurement } from "../../src/spec/row.ts";
import { layOutSamples } from "../../src/walk/samples.ts";
import { networkSource } from "../../src/walk/network_source.ts";
import { descents } from "../walk/descents.ts";
import { inFolder } from "../walk/in_folder.ts";
import { MemorySink } from "../walk/memory_sink.ts";
import { compileSmall, smallCase, smallDataset, walkSmall } from "../walk/small_walk.ts";

const measure = gradientNoise({ every: 4, batches: 3 });

async function walkWith(measures = [measure], stops: number[] = []): Promise<MemorySink> {
  const memory = new MemorySink();
  await inFolder(async (folder) => {
    for (const stopAfter of stops) await walkSmall({ folder, memory, measures, stopAfter });
    await walkSmall({ folder, memory, measures });
  });
  return memory;
}

Deno.test("gradientNoise() looks at every n-th step of all epochs, at theta_t", async () => {
  const { measurements } = await walkWith();
  const told = ({ name, step, iterations, samples }: Measurement) => [name, step, iterations, samples];
  assertEquals(measurements.map(told), [0, 4, 8].map((step) => ["gradient_noise", step, 3, 3 * 8]));
  using program = await compileSmall();
  const samples = layOutSamples(smallCase, smallDataset);
  using source = networkSource(smallCase, program, samples);
  for (let t = 0; t < 9; t++) {
    if (t % 4 === 0) {
      const draw = (index: number) => samples.drawBatch(`gradient noise/${t}/${index}`);
      const { theta } = source;
      const { trace, traceError } = await estimateNoise({ program, theta, subBatchSize: undefined, count: 3, draw });
      const { value, standardError } = measurements[t / 4]!;
      assertEquals([value, standardError], [trace, traceError]);
      assert(value > 0);
    }
    await source.next();
  }
});

Deno.test("gradientNoise() disturbs no walk, and is the same after a resume", async () => {
  const whole = await walkWith();
  assertEquals((await walkWith([measure], [3, 2, 4])).rows, whole.rows);
  for (const descent of descents) {
    const digests = await Promise.all([[], [measure], [cosine(), measure]].map(async (measures) => {
      const memory = new MemorySink();
      await inFolder(async (folder) => void await walkSmall({ folder, memory, measures, fields: { descent } }));
      return memory.epochs.map(({ digest }) => digest);
    }));
    assertEquals(new Set(digests.map(String)).size, 1, descent.name);
  }
});

Deno.test("gradientNoise() costs its mini-batches' gradients, spread over all steps", () => {
  assertEquals([measure.passes(smallCase), measure.stepPasses!(smallCase)], [0, 3 * 8 * 3 / 4]);
});

Deno.test("gradientNoise() has nothing to look at where a mini-batch is all training samples", async () => {
  const fields = { batchSize: smallCase.trainSamples };
  const memory = new MemorySink();
  await inFolder(async (folder) => void await walkSmall({ folder, memory, measures: [measure], fields }));
  assertEquals([memory.steps.length > 0, memory.measurements], [true, []]);
  assertEquals(measure.stepPasses!({ ...smallCase, ...fields }), 0);
});
