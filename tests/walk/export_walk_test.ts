import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { gather } from "../../src/data/gather.ts";
import { norm } from "../../src/math/vectors.ts";
import { cosine } from "../../src/measure/cosine.ts";
import { segment } from "../../src/measure/segment.ts";
import { resolveNetwork } from "../../src/network/resolve.ts";
import { UserError } from "../../src/spec/user_error.ts";
import { exportWalk } from "../../src/walk/export_walk.ts";
import { layOutSamples } from "../../src/walk/samples.ts";
import { descents } from "./descents.ts";
import { inFolder } from "./in_folder.ts";
import { MemorySink } from "./memory_sink.ts";
import { smallCase, smallDataset, smallSteps, walkSmall } from "./small_walk.ts";

const measures = [cosine(), segment()];

/** Name and bytes of a folder's files. */
function filesOf(folder: string): Record<string, Uint8Array> {
  return Object.fromEntries(
    [...Deno.readDirSync(folder)].map(({ name }) => [name, Deno.readFileSync(`${folder}/${name}`)]).sort(),
  );
}

/** The numbers of a `.npy` file. */
function numbersOf<Numbers>(file: Uint8Array, type: new (buffer: ArrayBuffer) => Numbers): Numbers {
  return new type(file.slice(10 + file[8]! + 256 * file[9]!).buffer as ArrayBuffer);
}

Deno.test("exportWalk() writes down batches, inputs, numbers and thetas of the walk", () =>
  inFolder(async (folder) => {
    const memory = new MemorySink();
    await walkSmall({ folder, memory, measures, exportDirectory: folder });
    const files = filesOf(`${folder}/small`);
    const { steps, files: shapes } = JSON.parse(new TextDecoder().decode(files["walk.json"]!));
    assertEquals(steps, smallSteps);
    assertEquals(Object.keys(shapes).concat("walk.json").sort(), Object.keys(files));
    const samples = layOutSamples(smallCase, smallDataset);
    assertEquals(numbersOf(files["inputs.npy"]!, Float32Array), gather(smallDataset, samples.train).inputs);
    const indices = numbersOf(files["sample_indices.npy"]!, Int32Array);
    const batches = numbersOf(files["batches.npy"]!, Int32Array);
    assertEquals([...batches.subarray(4 * 8, 5 * 8)].map((row) => indices[row]!), [...samples.order(2, 1)]);
    assertEquals(
      numbersOf(files["batch_inputs.npy"]!, Float32Array).subarray(4 * 200, 5 * 200),
      samples.batch(2, 1).inputs,
    );
    assertEquals(
      [...numbersOf(files["cosine.npy"]!, Float64Array)],
      memory.steps.map(({ values }) => values.cosine ?? NaN),
    );
    assertEquals([...numbersOf(files["measured_steps.npy"]!, Int32Array)], [0, 1, 2, 6, 7, 8]);
    assertEquals([...numbersOf(files["segments.npy"]!, Float64Array)], memory.segments.map(({ loss }) => loss));
    assertEquals(shapes["segments.npy"], [6, 5]);
  }));

Deno.test("exportWalk() of a walk that was interrupted and resumed writes what one in a single go does", async () => {
  const [whole, resumed] = [new MemorySink(), new MemorySink()];
  await inFolder(async (folder) => {
    await walkSmall({ folder, memory: whole, measures, exportDirectory: folder });
    const expected = filesOf(`${folder}/small`);
    await inFolder(async (other) => {
      await walkSmall({ folder: other, memory: resumed, measures, exportDirectory: other, stopAfter: 5 });
      await walkSmall({ folder: other, memory: resumed, measures, exportDirectory: other });
      assertEquals(filesOf(`${other}/small`), expected);
      assertEquals(resumed.rows, whole.rows);
    });
  });
});

Deno.test("exportWalk() into a folder that cannot be names it and the flag, and the checkpoint stays", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/small`, "a file");
    const walk = (stopAfter: number) =>
      walkSmall({ folder, memory: new MemorySink(), exportDirectory: folder, stopAfter });
    for (const stopAfter of [5, Infinity]) {
      await assertRejects(() => walk(stopAfter), UserError, "choose another with --export-walk");
    }
    await assertRejects(() => walk(5), UserError, `${folder}/small`);
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), ["small", "small.checkpoint"]);
  }));

Deno.test("exportWalk() refuses before the walk what would be larger than 4 GiB", () => {
  const one = { ...smallCase, epochs: 2_000_000 };
  const samples = layOutSamples(smallCase, smallDataset);
  const network = resolveNetwork(smallCase.network);
  assertThrows(
    () => exportWalk("nowhere", { case: one, network, dataset: smallDataset, samples }),
    UserError,
    "must take at most 4 GiB: 4.5 GiB",
  );
});

Deno.test("exportWalk() writes down the noise of each step, zero where a walk's direction has none", () =>
  inFolder(async (folder) => {
    const memory = new MemorySink();
    const [noisy, plain] = [descents.find(({ name }) => name === "SGD, then noisy GD")!, descents[0]!];
    const fields = { augmentation: "none" as const, descent: noisy, subBatchSize: 10 };
    await walkSmall({ folder, memory, measures, exportDirectory: folder, fields });
    const files = filesOf(`${folder}/small`);
    const { files: shapes, case: written } = JSON.parse(new TextDecoder().decode(files["walk.json"]!));
    assertEquals(written.descent, noisy);
    const [steps, length] = shapes["noise.npy"];
    const noise = numbersOf(files["noise.npy"]!, Float32Array);
    const norms = Array.from({ length: steps }, (_, t) => norm(noise.subarray(t * length, (t + 1) * length)));
    assertEquals(norms, memory.steps.map(({ values }) => values.noiseNorm ?? 0));
    assertEquals(norms.slice(0, 5), [0, 0, 0, 0, 0]);
    await walkSmall({ folder, memory, exportDirectory: `${folder}/plain`, fields: { ...fields, descent: plain } });
    assertEquals("noise.npy" in filesOf(`${folder}/plain/small`), false);
  }));

Deno.test("exportWalk() refuses full batches that are augmented anew at each step", () => {
  const samples = layOutSamples(smallCase, smallDataset);
  const network = resolveNetwork(smallCase.network);
  for (const descent of descents.filter(({ gradient }) => gradient !== "mini-batch")) {
    const one = { ...smallCase, descent };
    assertThrows(
      () => exportWalk("nowhere", { case: one, network, dataset: smallDataset, samples }),
      UserError,
      "full batches must not be augmented",
    );
  }
});
