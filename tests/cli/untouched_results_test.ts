/** A test of the tests: what is the user's own is neither read nor written by them. */

import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defaultCacheDir } from "../../src/data/cache.ts";
import { copyCheckout, isCheckout } from "./checkout_copy.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const ignore = !await isCheckout();
if (ignore) console.log("skipped: a test of the tests, as the working tree is no git checkout");

Deno.test("tests have no permission to read or write the user's results", async () => {
  const results = join(root, "results");
  await assertRejects(() => Deno.stat(results), Deno.errors.NotCapable);
  await assertRejects(() => Deno.writeTextFile(join(results, "walk.duckdb"), ""), Deno.errors.NotCapable);
});

Deno.test("tests start the command line in folders of their own alone", async () => {
  const starting: string[] = [];
  const look = async (folder: string): Promise<void> => {
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      const path = join(folder, name);
      if (isDirectory) await look(path);
      else if (/"[^"]*cli\/main\.ts"[\],]/.test(await Deno.readTextFile(path))) starting.push(path.slice(root.length));
    }
  };
  await look(join(root, "tests"));
  // The others start it in folders of their own too, or a copy of the project in the copy.
  assertEquals(starting.filter((file) => !file.startsWith("tests/lint/")).sort(), [
    "tests/cli/command_line.ts",
    "tests/cli/guard_output_test.ts",
    "tests/cli/track_test.ts",
    "tests/faults/faulty_project.ts",
  ]);
});

Deno.test({
  name: "tests pass beside a results folder that is damaged and cannot be written, with the home elsewhere",
  ignore,
  async fn() {
    await using copy = await copyCheckout();
    const results = join(copy.path, "results");
    const files = ["walk.duckdb", "baselines.json", "runs/20260101-000000-barriers-000000.duckdb", "track/failed.json"];
    for (const file of files) {
      await Deno.mkdir(join(results, file, ".."), { recursive: true });
      await Deno.writeTextFile(join(results, file), "damaged", { mode: 0o400 });
    }
    const state = () => Promise.all(files.map(async (file) => (await Deno.stat(join(results, file))).mtime));
    await Deno.chmod(results, 0o500);
    const before = await state();
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      // Those that name no results folder.
      args: [
        ..."test --no-check --no-prompt -P=test --filter".split(" "),
        '/dry-run says what suites|refuses "(sql SELECT 1"|sql SELECT .;. --|suite barriers --filter)/',
        "tests/cli/sharing_test.ts",
        "tests/cli/mistakes_test.ts",
      ],
      cwd: copy.path,
      env: { HOME: copy.path, SGD_WALK_CACHE: defaultCacheDir(), NO_COLOR: "1", DENO_DIR: await denoDir() },
    }).output();
    await Deno.chmod(results, 0o700);
    const said = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
    assertEquals(code, 0, said);
    assert(Number(/ok \| (\d+) passed/.exec(said)?.[1]) >= 3, said);
    assertEquals(await state(), before);
    const names = (await Array.fromAsync(Deno.readDir(results))).map(({ name }) => name);
    assertEquals(names.sort(), ["baselines.json", "runs", "track", "walk.duckdb"]);
  },
});

/** Where Deno keeps packages: the copy needs them, and has another home. */
async function denoDir(): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"], stdout: "piped" }).output();
  return JSON.parse(new TextDecoder().decode(stdout)).denoDir;
}
