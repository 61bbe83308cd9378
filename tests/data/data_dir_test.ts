import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { gzipSync } from "node:zlib";
import { readOfficial } from "../../src/data/data_dir.ts";
import { loadDataset } from "../../src/data/load.ts";
import type { DatasetName } from "../../src/spec/dataset.ts";
import { UserError } from "../../src/spec/user_error.ts";
import { officialCifar10, type OfficialFiles, officialMnist, pythonBatch } from "./official_files.ts";

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
    assertStringIncludes(said, `Cannot read mnist from ${folder} as t10k-labels-idx1-ubyte must be in`);
    assertStringIncludes(said, `${folder}/mnist, ${folder}/MNIST/raw, ${folder}/raw, ${folder}`);
    assertStringIncludes(await complaint("cifar10", folder), "as data_batch_1.bin must be in");
    assertStringIncludes(await complaint("cifar10", `${folder}/nowhere`), "as it must be a folder: it is not there");
    assertStringIncludes(await complaint("mnist", `${folder}/train-labels-idx1-ubyte`), "a folder: it is a file");
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

Deno.test("readOfficial() does not take MNIST for Fashion-MNIST, nor images whose pixels have the official sum", () =>
  inFolder(async (folder) => {
    const files = await officialMnist();
    await write(folder, files);
    const official = "the official file has SHA-256 c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888";
    assertStringIncludes(await complaint("fashion-mnist", folder), official);

    const content = files["train-images-idx3-ubyte"]!.slice();
    let left = 3_431_114_169;
    for (let i = 16; i < content.length; i++) left -= content[i] = Math.min(255, left);
    await Deno.writeFile(`${folder}/train-images-idx3-ubyte`, content);
    assertStringIncludes(await complaint("fashion-mnist", folder), official);
  }));

Deno.test("readOfficial() reads files in folders of their own names, and gzip by content, not by name", () =>
  inFolder(async (folder) => {
    for (const [i, [file, content]] of Object.entries(await officialMnist()).entries()) {
      await write(`${folder}/${i === 0 ? file : ""}`, {
        // Plain in a folder; gzip without .gz; plain with .gz; plain and dotted in a folder of the other name.
        [[file, file, `${file}.gz`, `${file}/${file.replace("-idx", ".idx")}`][i]!.split("/").at(-1)!]: i === 1
          ? gzipSync(content, { level: 1 })
          : content,
      });
    }
    assertEquals((await loadDataset("mnist", { dataDir: folder })).checksum, (await loadDataset("mnist")).checksum);
  }));

Deno.test("readOfficial() reads CIFAR-10's Python version, and refuses one that is altered", () =>
  inFolder(async (folder) => {
    const files = Object.entries(await officialCifar10());
    const python = `${folder}/cifar-10-batches-py`;
    await write(python, Object.fromEntries(files.map(([file, content]) => [file.slice(0, -4), pythonBatch(content)])));
    assertEquals((await loadDataset("cifar10", { dataDir: folder })).checksum, (await loadDataset("cifar10")).checksum);

    const altered = pythonBatch(files[0]![1]);
    altered[20_000_000] = altered[20_000_000]! ^ 1;
    await Deno.writeFile(`${python}/data_batch_1`, altered);
    assertStringIncludes(await complaint("cifar10", folder), "data_batch_1.bin: it is a Python pickle");
  }));

Deno.test("readOfficial() says what a file is that is not data", () =>
  inFolder(async (folder) => {
    const path = `${folder}/train-images-idx3-ubyte`;
    const text = (words: string) => new TextEncoder().encode(words);
    for (
      const [content, form] of [
        [text("\n<!DOCTYPE html><html><title>Sign in</title>"), "it is an HTML page"],
        [gzipSync(text("<html>404</html>")), "it is an HTML page"],
        [text("version https://git-lfs.github.com/spec/v1\noid sha256:"), "it is a pointer of Git LFS"],
        [text("PK\x03\x04 and so on"), "it is a ZIP archive that is not unpacked"],
        [text("x\n"), "it is text"],
        [gzipSync(gzipSync(text("x"))), "it is a gzip file"],
        [new Uint8Array(0), "it is empty"],
      ] as const
    ) {
      await Deno.writeFile(path, content);
      const said = await complaint("mnist", folder);
      assertStringIncludes(said, form);
      assertEquals([said.includes(path), said.includes("\n")], [true, false]);
    }
  }));

Deno.test("readOfficial() names an archive that was not unpacked, and a form that is not read", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/cifar-10-python.tar.gz`, "");
    assertStringIncludes(
      await complaint("cifar10", folder),
      `but there is ${folder}/cifar-10-python.tar.gz, an archive that is not unpacked`,
    );
    await write(`${folder}/mnist`, { "mnist.npz": new Uint8Array(0) });
    assertStringIncludes(await complaint("mnist", folder), "mnist.npz, a .npz file, a form that is not read");
  }));

Deno.test("readOfficial() reads no more than the official file has", () =>
  inFolder(async (folder) => {
    const path = `${folder}/train-images-idx3-ubyte`;
    // A gzip that unpacks to twice the limit, a sparse file of a terabyte, a pipe and a device.
    await Deno.writeFile(`${path}.gz`, gzipSync(new Uint8Array(96_000_000), { level: 1 }));
    assertStringIncludes(await complaint("mnist", folder), "its content must have at most 48088592 bytes: it has more");

    using file = await Deno.open(path, { write: true, create: true });
    await file.truncate(2 ** 40);
    assertStringIncludes(await complaint("mnist", folder), "as it must have at most 48088592 bytes: 1099511627776");

    await Deno.remove(path);
    if (Deno.build.os === "windows") return;
    const { success } = await new Deno.Command("mkfifo", { args: [path] }).output();
    assertEquals(success, true);
    assertStringIncludes(
      await complaint("mnist", folder),
      `Cannot read ${path} as it must be a file: it is a named pipe`,
    );

    await Deno.remove(path);
    await Deno.symlink("/dev/zero", path);
    assertStringIncludes(await complaint("mnist", folder), "it is a device or socket");
  }));
