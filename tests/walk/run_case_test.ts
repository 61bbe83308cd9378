import { assert, assertEquals, assertRejects } from "@std/assert";
import type { Json } from "../../src/spec/measure.ts";
import type { CaseProgress } from "../../src/spec/progress.ts";
import { UserError } from "../../src/spec/user_error.ts";
import barriers from "../../suites/barriers.ts";
import { inFolder } from "./in_folder.ts";
import { MemorySink } from "./memory_sink.ts";
import { smallCase, smallDataset, smallSteps, walkSmall } from "./small_walk.ts";

const { measures } = barriers;

Deno.test("runCase() with a suite's measures goes the way that it goes without any", () =>
  inFolder(async (folder) => {
    const [watched, alone] = [new MemorySink(), new MemorySink()];
    assertEquals((await walkSmall({ folder, memory: watched, measures })).status, "finished");
    assertEquals((await walkSmall({ folder, memory: alone })).status, "finished");
    assertEquals(watched.epochs.map(({ digest }) => digest), alone.epochs.map(({ digest }) => digest));
    assertEquals(new Set(alone.epochs.map(({ digest }) => digest)).size, smallCase.epochs);
    assert(watched.segments.length > 0 && alone.segments.length === 0);
  }));

Deno.test("runCase() interrupted at any step goes on to the same rows, bit for bit", async () => {
  const whole = new MemorySink();
  await inFolder(async (folder) => void await walkSmall({ folder, memory: whole, measures }));
  // Within a measured epoch, at an epoch's end, in one that is not measured, before the last step.
  for (const stopAfter of [1, 2, 3, 4, 8, 11]) {
    await inFolder(async (folder) => {
      const memory = new MemorySink();
      assertEquals((await walkSmall({ folder, memory, measures, stopAfter })).status, "interrupted");
      assertEquals((await walkSmall({ folder, memory, measures })).status, "finished");
      assertEquals(memory.rows, whole.rows, `interrupted after ${stopAfter}`);
    });
  }
});

Deno.test("runCase() interrupted after each step goes on to the same rows", () =>
  inFolder(async (folder) => {
    const [whole, memory] = [new MemorySink(), new MemorySink()];
    for (let step = 1; step < smallSteps; step++) {
      assertEquals((await walkSmall({ folder, memory, measures, stopAfter: 1 })).steps, step);
    }
    await walkSmall({ folder, memory, measures });
    await inFolder(async (other) => void await walkSmall({ folder: other, memory: whole, measures }));
    assertEquals(memory.rows, whole.rows);
  }));

Deno.test("runCase() begins anew where the checkpoint is damaged, and says so", async () => {
  const whole = new MemorySink();
  await inFolder(async (folder) => void await walkSmall({ folder, memory: whole }));
  const damages: ((bytes: Uint8Array) => Uint8Array)[] = [
    () => new Uint8Array(0),
    (bytes) => bytes.slice(0, -1),
    (bytes) => bytes.map((byte, place) => place === 200 ? byte ^ 1 : byte),
  ];
  for (const damage of damages) {
    await inFolder(async (folder) => {
      const memory = new MemorySink();
      const path = `${folder}/small.checkpoint`;
      await walkSmall({ folder, memory, stopAfter: 5 });
      await Deno.writeFile(path, damage(await Deno.readFile(path)));
      const progress: CaseProgress[] = [];
      await walkSmall({ folder, memory, onProgress: (one) => progress.push(one) });
      assertEquals(memory.rows, whole.rows);
      assertEquals(progress.flatMap(({ note = [] }) => note), [
        "its checkpoint is damaged or of another version, so it begins anew",
      ]);
    });
  }
});

Deno.test("runCase() refuses to go on with other data, and says which and what to do", () =>
  inFolder(async (folder) => {
    const memory = new MemorySink();
    await walkSmall({ folder, memory, stopAfter: 5 });
    const other = { ...smallDataset, checksum: "of other data" };
    const error = await assertRejects(() => walkSmall({ folder, memory, dataset: other }), UserError);
    for (const part of ["small on mnist", "of the small data", "of other data", "--data-dir"]) {
      assert(error.message.includes(part), error.message);
    }
    assertEquals((await walkSmall({ folder, memory })).status, "finished");
  }));

Deno.test("runCase() leaves the last checkpoint in place, as nobody knows yet that the outcome is stored", () =>
  inFolder(async (folder) => {
    const memory = new MemorySink();
    await walkSmall({ folder, memory, stopAfter: 11 });
    await walkSmall({ folder, memory });
    const rows = memory.rows;
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["small.checkpoint"]);
    assertEquals((await walkSmall({ folder, memory })).status, "finished");
    assertEquals(memory.rows, rows);
  }));

Deno.test("runCase() lets an observer take back its vectors, fills in its steps and asks it at the end", async () => {
  /** The mean of all thetas so far, as an averaging measure would keep it. */
  const mean = {
    name: "mean",
    options: null,
    gives: {},
    passes: () => 0,
    start() {
      let [sum, count] = [new Float32Array(0), 0];
      return {
        step({ to, index }: { to: Float32Array; index: number }, { measurements }: { measurements: object[] }) {
          if (count === 0) sum = new Float32Array(to.length);
          to.forEach((value, i) => sum[i]! += value);
          count++;
          if (index % 5 === 0) measurements.push({ name: "count", value: count });
        },
        end: () => Promise.resolve([{ name: "mean", value: sum.reduce((all, one) => all + one, 0) / count }]),
        state: () => ({ count }),
        vectors: () => [sum, Float32Array.of(count)],
        restore(state: Json, [stored, second]: Float32Array<ArrayBuffer>[]) {
          sum = stored!;
          count = (state as { count: number }).count;
          assertEquals([...second!], [count]);
        },
      };
    },
  };
  const whole = new MemorySink();
  await inFolder(async (folder) => void await walkSmall({ folder, memory: whole, measures: [mean] }));
  assertEquals(whole.measurements.map(({ name, step }) => [name, step]), [
    ["count", 0],
    ["count", 5],
    ["count", 10],
    ["mean", undefined],
  ]);
  await inFolder(async (folder) => {
    const memory = new MemorySink();
    await walkSmall({ folder, memory, measures: [mean], stopAfter: 7 });
    assertEquals(memory.measurements.map(({ name }) => name), ["count", "count"]);
    await walkSmall({ folder, memory, measures: [mean] });
    assertEquals(memory.rows, whole.rows);
  });
});
