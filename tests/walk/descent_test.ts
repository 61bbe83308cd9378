/** Walks by every descent: resumed, watched, switched. */

import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { cosine } from "../../src/measure/cosine.ts";
import { gradientNorm } from "../../src/measure/gradient_norm.ts";
import type { Case } from "../../src/spec/case.ts";
import { type Descent, sgdDescent } from "../../src/spec/descent.ts";
import type { Measure } from "../../src/spec/measure.ts";
import { descents } from "./descents.ts";
import { inFolder } from "./in_folder.ts";
import { MemorySink } from "./memory_sink.ts";
import { smallSteps, walkSmall } from "./small_walk.ts";

/** The full batch of 24 is cut into 10, 10 and 4, a mini-batch of 8 is not. */
const fields = { subBatchSize: 10 };
const measures = [gradientNorm(), cosine()];

async function walkBy(descent: Descent, more: { measures?: readonly Measure[]; fields?: Partial<Case> } = {}) {
  const memory = new MemorySink();
  await inFolder(async (folder) => {
    const trial = { folder, memory, measures: more.measures ?? measures };
    await walkSmall({ ...trial, fields: { ...fields, descent, ...more.fields } });
  });
  return memory;
}

const digests = ({ epochs }: MemorySink) => epochs.map(({ digest }) => digest);

Deno.test("a walk by any descent, interrupted at any step, goes on to the same rows, bit for bit", async () => {
  for (const descent of descents) {
    const whole = await walkBy(descent);
    assertEquals(whole.steps.length, smallSteps);
    for (const stopAfter of [1, 3, 5, 6, 8, 11]) {
      await inFolder(async (folder) => {
        const memory = new MemorySink();
        const trial = { folder, memory, measures, fields: { ...fields, descent } };
        assertEquals((await walkSmall({ ...trial, stopAfter })).status, "interrupted");
        assertEquals((await walkSmall(trial)).status, "finished");
        assertEquals(memory.rows, whole.rows, `${descent.name}, interrupted after ${stopAfter}`);
      });
    }
  }
});

Deno.test("walks by different descents are different, and those that add noise tell its norm", async () => {
  const seen = new Set<string>();
  for (const descent of descents) {
    const { steps, epochs } = await walkBy(descent);
    seen.add(epochs.at(-1)!.digest);
    const noisy = steps.filter(({ values }) => values.noiseNorm !== undefined).map(({ step }) => step);
    const legs = [{ since: 0, noise: descent.noise }, {
      since: descent.switch?.step ?? 99,
      noise: descent.switch?.to.noise,
    }];
    const expected = steps.map(({ step }) => step).filter((step) => legs.findLast(({ since }) => since <= step)!.noise);
    assertEquals(noisy, expected, descent.name);
    assert(noisy.every((step) => steps[step]!.values.noiseNorm! > 0), descent.name);
  }
  assertEquals(seen.size, descents.length);
});

Deno.test("a switch leaves the steps before it as they are without it", async () => {
  for (const descent of descents) {
    if (!descent.switch) continue;
    const { switch: { step }, ...unswitched } = descent;
    const [with_, without] = [await walkBy(descent), await walkBy(unswitched)];
    assertEquals(with_.steps.slice(0, step), without.steps.slice(0, step), descent.name);
    assertNotEquals(with_.steps[step], without.steps[step], descent.name);
  }
});

Deno.test("a switch multiplies the learning rate from its step on, and the rows show it", async () => {
  const descent = { ...sgdDescent, switch: { step: 5, to: sgdDescent, learningRateFactor: 0.5 } };
  const { steps } = await walkBy(descent);
  assertEquals(steps.map(({ learningRate }) => learningRate), [...Array(5).fill(0.1), ...Array(7).fill(0.05)]);
  // The gradient of step 5 is taken before the smaller step: only what follows it differs.
  const plain = await walkBy(sgdDescent);
  assertEquals(steps[5]!.values, plain.steps[5]!.values);
  assertNotEquals(steps[6]!.values, plain.steps[6]!.values);
});

Deno.test("a switch to the same descent changes nothing", async () => {
  const descent = { ...sgdDescent, switch: { step: 5, to: sgdDescent } };
  assertEquals((await walkBy(descent)).rows, (await walkBy(sgdDescent)).rows);
});

Deno.test("full-batch GD goes as mini-batches of all samples do, where an epoch is one step", async () => {
  const one = { batchSize: 24, augmentation: "none" as const };
  const [full, mini] = [
    await walkBy({ name: "GD", gradient: "full batch" }, { fields: one }),
    await walkBy(sgdDescent, { fields: one }),
  ];
  assertEquals(full.rows, mini.rows);
});

Deno.test("a descent that is named gives the walk that a case without one has", async () => {
  const plain = new MemorySink();
  await inFolder(async (folder) => void await walkSmall({ folder, memory: plain, measures, fields }));
  assertEquals(digests(await walkBy(sgdDescent)), digests(plain));
});
