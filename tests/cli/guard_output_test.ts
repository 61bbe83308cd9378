import { assertEquals, assertStringIncludes } from "@std/assert";
import { fileURLToPath } from "node:url";
import { inFolder } from "./small_repository.ts";

const main = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));
/** Writing to this device finds it full. */
const full = "/dev/full";
const ignore = Deno.build.os !== "linux";

/** Runs the command line by a shell, its output as `redirections` have it. */
async function run(folder: string, redirections: string, args: readonly string[]) {
  const { code, stderr } = await new Deno.Command("sh", {
    args: [
      "-c",
      `"$@" ${redirections}`,
      "sh",
      Deno.execPath(),
      "run",
      "--quiet",
      "--no-prompt",
      "-P=suite",
      main,
      ...args,
    ],
    cwd: folder,
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  return { code, err: new TextDecoder().decode(stderr) };
}

Deno.test({
  name: "an answer that cannot be printed ends with code 2 and one line",
  ignore,
  fn: () =>
    inFolder(async (folder) => {
      const { code, err } = await run(folder, `>${full}`, ["suites"]);
      assertEquals([code, err.trimEnd().split("\n").length], [2, 1], err);
      assertStringIncludes(err, "Cannot print the answer as standard output must take it: No space left on device");
    }),
});

Deno.test({
  name: "a suite whose progress cannot be written runs to its end, and a mistake nobody can read has its exit code",
  ignore,
  fn: () =>
    inFolder(async (folder) => {
      const small = "suite barriers --preset smoke --model mlp --seeds 1 --learning-rate 0.1 --no-report".split(" ");
      assertEquals((await run(folder, `>out 2>${full}`, small)).code, 0);
      assertStringIncludes(await Deno.readTextFile(`${folder}/out`), "not testable");
      assertEquals((await run(folder, `>${full} 2>${full}`, ["nope"])).code, 2);
    }),
});
