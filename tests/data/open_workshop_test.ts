import { assert, assertEquals } from "@std/assert";
import { openWorkshop } from "../../src/data/open_workshop.ts";

async function inFolder(work: (folder: string, names: () => Promise<string[]>) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "sgd-walk-" });
  try {
    await work(folder, async () => (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).sort());
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Opens one in a process that is killed then. */
async function leaveOne(folder: string): Promise<void> {
  const module = new URL("../../src/data/open_workshop.ts", import.meta.url);
  const script = `import { openWorkshop } from "${module}";
    await openWorkshop(Deno.args[0], ".new-");
    console.log("made");
    setInterval(() => {}, 1000);`;
  const child = new Deno.Command(Deno.execPath(), { args: ["eval", script, folder], stdout: "piped" }).spawn();
  const output = child.stdout.getReader();
  await output.read();
  child.kill("SIGKILL");
  await child.status;
  await output.cancel();
}

Deno.test("openWorkshop() removes at once what a killed process left, not what is at work nor what has another name", () =>
  inFolder(async (folder, names) => {
    await Deno.mkdir(`${folder}/.other-1`);
    await Deno.writeTextFile(`${folder}/.new-file`, "");
    await using first = await openWorkshop(folder, ".new-");
    await leaveOne(folder);
    assertEquals((await names()).length, 4);
    {
      await using second = await openWorkshop(folder, ".new-");
      const here = [first.path, second.path].map((path) => path.slice(folder.length + 1));
      assertEquals(await names(), [".new-file", ".other-1", ...here].sort());
    }
    assertEquals((await names()).length, 3);
  }));

Deno.test("openWorkshop() gives a folder without a lock a day, and makes the folder around it", () =>
  inFolder(async (folder, names) => {
    for (const name of [".new-old", ".new-young"]) await Deno.mkdir(`${folder}/${name}`);
    const yesterday = new Date(Date.now() - 25 * 60 * 60 * 1000);
    await Deno.utime(`${folder}/.new-old`, yesterday, yesterday);
    {
      await using opened = await openWorkshop(`${folder}/within`, ".new-");
      assert(opened.path.startsWith(`${folder}/within/.new-`));
    }
    {
      await using _opened = await openWorkshop(folder, ".new-");
    }
    assertEquals(await names(), [".new-young", "within"]);
  }));

Deno.test("openWorkshop() gives many at once a folder each", () =>
  inFolder(async (folder, names) => {
    const opened = await Promise.all(Array.from({ length: 8 }, () => openWorkshop(folder, ".new-")));
    assertEquals((await names()).length, 8);
    for (const one of opened) await one[Symbol.asyncDispose]();
    assertEquals(await names(), []);
  }));
