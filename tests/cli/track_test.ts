import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { type CheckoutCopy, copyCheckout, isCheckout } from "./checkout_copy.ts";

const ignore = !await isCheckout();
if (ignore) console.log("skipped: tracking over commits, as the working tree is no git checkout");

/** One short walk a seed: some seconds a commit. */
const small =
  "heights --preset smoke --model mlp --learning-rate 0.1 --epochs 1 --measured-steps 3 --seeds 2 --engine onnx:cpu"
    .split(" ");

/** Runs the copy's own command line, as its tasks do. */
function start({ path }: CheckoutCopy, args: readonly string[]): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", "-P=suite", "src/cli/main.ts", ...args],
    cwd: path,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

async function run(copy: CheckoutCopy, args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const { code, stdout, stderr } = await start(copy, args).output();
  const decoder = new TextDecoder();
  return { code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}

Deno.test({
  name: "track runs a suite at each commit, finds the planted change, leaves out what fails, and runs nothing twice",
  ignore,
  async fn(step) {
    await using copy = await copyCheckout();
    const first = await copy.git("rev-parse", "HEAD");
    const planted = await copy.commit(
      "Plant a change of one number",
      "src/measure/height.ts",
      (text) =>
        text.replace("return (losses[0]! + losses.at(-1)!) / 2 -", "return 1e-3 + (losses[0]! + losses.at(-1)!) / 2 -"),
    );
    const broken = await copy.commit("Break the suite", "suites/heights.ts", () => "nonsense (");
    await copy.git("mv", "suites/heights.ts", "suites/other.ts");
    await copy.git("commit", "--quiet", "-m", "Take the suite away");
    const without = await copy.git("rev-parse", "HEAD");
    // Back to the start, to track from there: the code at hand must have the suite.
    await copy.git("checkout", "--quiet", "-b", "tracking", first);
    const commits = [first, planted, broken, without].map((hash) => hash.slice(0, 10)).join(",");
    const track = ["track", ...small, "--commits", commits, "--results", `${copy.path}/results`];

    await step.step("interrupted, it says so and leaves no worktree behind", async () => {
      const child = start(copy, [...track, "--no-report"]);
      const out = new Response(child.stdout).text();
      let err = "";
      for await (const chunk of child.stderr.pipeThrough(new TextDecoderStream())) {
        const before = err.includes("1/4");
        err += chunk;
        if (!before && err.includes("1/4")) child.kill("SIGINT");
      }
      assertEquals((await child.status).code, 130, err);
      assertStringIncludes(err, "Interrupted: the same command goes on");
      assertEquals((await copy.git("worktree", "list")).split("\n").length, 1);
      await out;
    });
    await step.step("each commit with its outcome, and against the one before", async () => {
      const { code, out, err } = await run(copy, [...track, "--json"]);
      assertEquals(code, 0, err);
      assertStringIncludes(err, "heights at 4 commits, each run by its own code");
      const tracked = JSON.parse(out);
      assertEquals(tracked.map(({ commit, ran }: { commit: string; ran: boolean }) => [commit, ran]), [
        [first, true],
        [planted, true],
        [broken, false],
        [without, false],
      ]);
      assertEquals([tracked[1].against.run, tracked[1].against.changed], [tracked[0].run, true]);
      assertStringIncludes(tracked[2].reason, "Cannot load suites/heights.ts");
      assertEquals(tracked[3].reason, "it has no suites/heights.ts");
      assertEquals((await copy.git("worktree", "list")).split("\n").length, 1);
      const left = await Array.fromAsync(Deno.readDir(`${copy.path}/results/track/worktrees`));
      assertEquals(left.map(({ name }) => name), ["lock"]);
    });
    await step.step("compare by commit finds the number and no other", async () => {
      const { code, out } = await run(copy, ["compare", first, planted, "--json", "--no-report", "--fail-on-change"]);
      assertEquals(code, 3);
      const { comparisons: [{ quantities, walks }] } = JSON.parse(out);
      const moved = quantities.filter((one: { answer: string; part: string }) =>
        one.answer !== "identical" && one.part !== "claim"
      );
      assertEquals(new Set(moved.map(({ name }: { name: string }) => name)), new Set(["height"]));
      assert(moved.every((one: { answer: string }) => one.answer === "beyond noise"), "a height is not beyond noise");
      assert(walks.every((one: { partsAtEpoch?: number }) => one.partsAtEpoch === undefined), "a walk parts");
    });
    await step.step("nothing is run twice, whatever else the flags say", async () => {
      const { code, out, err } = await run(copy, [...track, "--jobs", "1", "--no-report"]);
      assertEquals(code, 0, err);
      assertEquals(err.match(/in the store already/g)?.length, 2);
      assertEquals(err.match(/left out, as it failed before/g)?.length, 2);
      assertStringIncludes(out, "beyond noise");
    });
    await step.step("what cannot be tracked is refused in a line", async () => {
      for (
        const [args, message] of [
          [["heights"], "--commits must say which"],
          [["heights", "--commits", "mian"], "did you mean main?"],
          [["heights", "--commits", "main..main"], "there is none"],
          [["heights", "--commits", "a..b..c"], "must be A..B"],
          [["hights", "--commits", "main"], "did you mean heights?"],
          [["heights", "--commits", "main", "--resume"], "--resume as it is no flag"],
        ] as const
      ) {
        const { code, err } = await run(copy, ["track", ...args]);
        assertEquals(code, 2, err);
        assertStringIncludes(err, message);
        assertEquals(err.trim().split("\n").length, 1);
      }
    });
  },
});
