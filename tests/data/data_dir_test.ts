import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { gzipSync } from "node:zlib";
import { readOfficial } from "../../src/data/data_dir.ts";
import { loadDataset } from "../../src/data/load.ts";
import type { DatasetName } from "../../src/spec/dataset.ts";
import { UserError } from "../../src/spec/user_error.ts";
import { officialCifar10, type OfficialFiles, officialMnist } from "./official_files.ts";

/** Runs `body` with a new folder. */
async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function write(folder: string, files: OfficialFiles): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  for (const [file, content] of Object.entries(files)) await Deno.writeFile(`${folder}/${file}`, content);
}

/** What `readOfficial()` says is wrong. */
async function complaint(name: DatasetName, folder: string): Promise<string> {
  return (await assertRejects(() => readOfficial(name, folder), UserError)).message;
}

Deno.test("loadDataset() reads the official MNIST files", () =>
  inFolder(async (folder) => {
    await write(folder, await officialMnist());
    const [official, packed] = [await loadDataset("mnist", { dataDir: folder }), await loadDataset("mnist")];
    assertEquals(official.checksum, packed.checksum);
    assertEquals(official.origin, `official files in ${folder}`);
  }));

Deno.test("loadDataset() reads .gz files, dotted names and subfolders", () =>
  inFolder(async (folder) => {
    const spelled = Object.entries(await officialMnist()).map(([file, content], i) =>
      [
        i % 2 === 0 ? file.replace("-idx", ".idx") : `${file}.gz`,
        i % 2 === 0 ? content : gzipSync(content, { level: 1 }),
      ] as const
    );
    await write(`${folder}/MNIST/raw`, Object.fromEntries(spelled));
    assertEquals((await loadDataset("mnist", { dataDir: folder })).labels[0], 5);
  }));

Deno.test("loadDataset() reads the official CIFAR-10 batches", () =>
  inFolder(async (folder) => {
    await write(`${folder}/cifar-10-batches-bin`, await officialCifar10());
    const official = await loadDataset("cifar10", { dataDir: folder });
    assertEquals(official.checksum, (await loadDataset("cifar10")).checksum);
  }));

Deno.test("readOfficial() names a missing file and where it was looked for", () =>
  inFolder(async (folder) => {
    const { "t10k-labels-idx1-ubyte": _, ...others } = await officialMnist();
    await write(folder, others);
    const said = await complaint("mnist", folder);
    assertStringIncludes(said, `Cannot read mnist from ${folder} as t10k-labels-idx1-ubyte or its .gz must be in`);
    assertStringIncludes(said, `${folder}/mnist, ${folder}/MNIST/raw, ${folder}`);
    assertStringIncludes(await complaint("cifar10", `${folder}/nowhere`), "data_batch_1.bin must be in");
    assertStringIncludes(
      await complaint("cifar10", `${folder}/train-labels-idx1-ubyte`),
      "data_batch_1.bin must be in",
    );
  }));

Deno.test("readOfficial() names an altered, truncated, swapped or damaged file", () =>
  inFolder(async (folder) => {
    const files = await officialMnist();
    await write(folder, files);
    const labels = `${folder}/train-labels-idx1-ubyte`;
    const content = files["train-labels-idx1-ubyte"]!;

    const altered = content.slice();
    altered[5000] = altered[5000]! ^ 1;
    await Deno.writeFile(labels, altered);
    const said = await complaint("mnist", folder);
    assertStringIncludes(said, `Cannot use ${labels} as the official file has SHA-256 65a50cbb`);

    await Deno.writeFile(labels, content.subarray(0, 60_000));
    assertStringIncludes(await complaint("mnist", folder), `Cannot read ${labels} as it must have 60008 bytes: 60000`);

    await Deno.writeFile(labels, files["t10k-labels-idx1-ubyte"]!);
    assertStringIncludes(await complaint("mnist", folder), "its header must say 60000: 10000");

    await Deno.remove(labels);
    await Deno.writeFile(`${labels}.gz`, gzipSync(content).subarray(0, 5000));
    assertStringIncludes(
      await complaint("mnist", folder),
      `Cannot unpack ${labels}.gz as it must be a whole gzip file`,
    );
  }));

Deno.test("readOfficial() does not take MNIST for Fashion-MNIST", () =>
  inFolder(async (folder) => {
    await write(folder, await officialMnist());
    assertStringIncludes(
      await complaint("fashion-mnist", folder),
      "the pixels of the official file add up to 3431114169",
    );
  }));
