import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { flippingClaim, hexOf, type StoredRun, storeRun } from "../analysis/compare/stored_run.ts";
import { saveBench } from "../../src/store/bench_rows.ts";
import { someBench, someResult } from "../store/some_bench.ts";
import { run } from "./command_line.ts";

/** A folder with three runs of one suite: the second as the first, the third with a planted change of one number. */
async function inStore(work: (results: string) => Promise<void>, runs: readonly StoredRun[] = [
  { id: "20260101-000001-barriers-aaaaaa" },
  { id: "20260101-000002-barriers-bbbbbb" },
  { id: "20260101-000003-barriers-cccccc", measure: (values) => ({ ...values, height: values.height! * 1.001 }) },
]): Promise<void> {
  const results = await Deno.makeTempDir({ prefix: "sgd-walk-compare-" });
  try {
    for (const [index, one] of runs.entries()) {
      await storeRun(results, { ...one, plan: { started: `2026-01-01T00:00:0${index + 1}.000Z` } });
    }
    await work(results);
  } finally {
    await Deno.remove(results, { recursive: true });
  }
}

const [first, second, third] = ["aaaaaa", "bbbbbb", "cccccc"].map((end, index) =>
  `20260101-00000${index + 1}-barriers-${end}`
) as [string, string, string];

Deno.test("compare finds the planted change and no other, and tells it by exit code, as text, JSON and page", async (step) => {
  await inStore(async (results) => {
    const compare = (...args: string[]) => run(["compare", ...args, "--results", results]);
    await step.step("identical runs", async () => {
      const { code, out, err } = await compare(first, second, "--fail-on-change", "--exact");
      assertEquals({ code, err }, { code: 0, err: "" });
      assertStringIncludes(
        out,
        "22 quantities: 0 moved beyond the seeds' noise, 0 within it, 0 not comparable, 0 the same to rounding, 22 identical",
      );
      assertStringIncludes(out, "5 walks: 5 with the same theta to the end, bit for bit");
    });
    await step.step("the latest against the one before it", async () => {
      const { code, out } = await compare("--fail-on-change", "--only-changed", "--no-report");
      assertEquals(code, 3);
      assertStringIncludes(out, `A  ${second}`);
      assertStringIncludes(out, `B  ${third}`);
      const names = out.split("\n").filter((line) => line.includes("beyond noise")).map((line) => line.split(" ")[0]);
      assertEquals(names, ["height", "height"]);
      assert(!out.includes("Timings"), out);
      assertEquals((await compare("--only-changed", "--no-report")).code, 0);
    });
    await step.step("JSON", async () => {
      const { code, out } = await compare(second, third, "--json");
      assertEquals(code, 0);
      const { changed, page, comparisons: [comparison] } = JSON.parse(out);
      assertEquals([changed, comparison.a.id, comparison.b.id], [true, second, third]);
      const moved = comparison.quantities.filter((one: { answer: string }) => one.answer !== "identical");
      assertEquals(moved.map((one: { name: string; answer: string }) => [one.name, one.answer]), [
        ["height", "beyond noise"],
        ["height", "beyond noise"],
      ]);
      assertEquals(moved[0].pairs.length, 5);
      assertStringIncludes(
        await Deno.readTextFile(page),
        `What changed from run ${second.slice(-6)} to run ${third.slice(-6)}?`,
      );
      // Rendered again with the page, so that it leads there.
      assertStringIncludes(await Deno.readTextFile(`${results}/site/index.html`), `href="./compare.html"`);
    });
    await step.step("one word is held against the latest other run", async () => {
      const { out } = await compare(first, "--no-report");
      assertStringIncludes(out, `B  ${third}`);
    });
  });
});

Deno.test("compare lists a word that flipped by noise, does not fail for it, and says what size of change it could see", async () => {
  const claims = [flippingClaim];
  await inStore(async (results) => {
    const compare = (...args: string[]) => run(["compare", first, second, ...args, "--results", results]);
    const { code, out } = await compare("--fail-on-change", "--no-report");
    assertEquals(code, 0);
    assertStringIncludes(
      out,
      "No verdict changed\n\n2 words flipped though the value behind did not move beyond noise",
    );
    assertMatch(out, /W1 +mlp, η 0.1, epoch 3 +undecided +supported +within noise/);
    assertStringIncludes(out, "Blind below 1.93 sd at 5 seeds, for one of 2 claims' values that moved; a change of");
    assertEquals((await compare("--fail-on-change", "--exact", "--no-report")).code, 3);

    const { changed, page, comparisons: [{ tally, words, sensitivity }] } = JSON.parse((await compare("--json")).out);
    assertEquals([changed, tally.words, tally.flips], [false, 0, 2]);
    // One share of 96 % is also judged by counts, the other's interval crosses the limit.
    assertEquals(words.map(({ move, why }: Record<string, string>) => [move, why]), [
      ["flipped", "within noise"],
      ["flipped", "within noise"],
    ]);
    assertEquals(sensitivity.map(({ of, tests, seeds }: Record<string, unknown>) => [of, tests, seeds]), [
      ["claims", 2, 5],
      ["others", 19, 5],
    ]);
    const text = (await Deno.readTextFile(page)).replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
    assertStringIncludes(text, "2 words are other ones though the value behind it did not move beyond noise");
    assertStringIncludes(text, "W1 mlp, η 0.1, epoch 3 ? undecided ✓ supported ≈ within noise");
    assertStringIncludes(text, "Blind below 1.93 sd at 5 seeds, for one of 2 claims&#39; values that moved");
  }, [{ id: first, claims }, { id: second, claims, noise: "other" }]);
});

Deno.test("compare shows benchmarks beside the runs of two commits, and alone where they have no runs", async () => {
  await inStore(async (results) => {
    const compare = (...args: string[]) => run(["compare", ...args, "--results", results]);
    const [a, b] = [first, second].map((id) => ({
      hash: hexOf(id),
      branch: "main",
      subject: "",
      dirty: false,
    }));
    const rounds = [1, 1.01, 1.02, 1.03, 1.04, 1.05, 1.06, 1.07];
    const seconds = (factor: number) => [someResult("step", rounds.map((time) => factor * time))];
    await saveBench(results, someBench({ id: "bench-a", commit: a!, results: seconds(2) }));
    await saveBench(results, someBench({ id: "bench-b", commit: b!, results: seconds(1) }));
    const both = await compare(first, second, "--no-report");
    assertEquals([both.code, both.err], [0, ""]);
    assertStringIncludes(both.out, "5 walks: 5 with the same theta");
    assertStringIncludes(both.out, "A  bench-a");
    assertStringIncludes(both.out, "1 benchmark: 1 faster in B, 0 slower, 0 without a difference seen");

    const alone = await compare("bench-b", "bench-a", "--json");
    assertEquals(alone.code, 0);
    assertStringIncludes(alone.err, "No runs are compared: Cannot use bench-b as it must name a run");
    const { comparisons, changed, benches: { rows: [row] }, page } = JSON.parse(alone.out);
    assertEquals([comparisons, changed, row.b.name, row.ratio, row.answer], [[], false, "step", 2, "slower"]);
    assertStringIncludes(await Deno.readTextFile(page), "What changed from bench-b to bench-a?");
  });
});

Deno.test("compare says what a name could be, and refuses what contradicts itself", async () => {
  await inStore(async (results) => {
    const refused = async (args: string[], message: string) => {
      const { code, out, err } = await run(["compare", ...args, "--results", results]);
      assertEquals({ code, out }, { code: 2, out: "" });
      assertStringIncludes(err, message);
    };
    await refused([`${first}0`, second], `it names none: did you mean ${first}?`);
    await refused(["latest:barier", second], "must hold a finished run of barier: none: did you mean latest:barriers?");
    await refused([first, first], `must have two runs of one suite: both are ${first}`);
    await refused([first, second, third], "two are held against each other: 3 were given");
    await refused(["HEAD", second], "must hold a finished run of commit ");
    await refused(["--only-changed", "--all"], "exclude each other");
    await refused(["--exact"], "needs --fail-on-change");
    await refused(["--across", "engin"], "did you mean engine?");
  });
  const nowhere = await run(["compare", "--results", "/nowhere"]);
  assertEquals(nowhere.code, 2);
  assertStringIncludes(nowhere.err, "run a suite first");
});

Deno.test("baseline names a run, moves, is listed, is compared with, outlives the store and is deleted", async () => {
  await inStore(async (results) => {
    const baseline = (...args: string[]) => run(["baseline", ...args, "--results", results]);
    assertStringIncludes((await baseline()).out, "No baseline is named");
    assertStringIncludes(
      (await baseline("good", first)).out,
      `good is ${first}, of commit ${hexOf(first).slice(0, 12)}`,
    );
    assertStringIncludes((await baseline("good", second)).out, `it was ${first}`);
    assertEquals(
      JSON.parse((await baseline("--json")).out).map(({ name, run }: { name: string; run: string }) => [name, run]),
      [
        ["good", second],
      ],
    );
    await Deno.remove(`${results}/walk.duckdb`);
    assertEquals((await run(["merge", "--results", results])).code, 0);
    assertStringIncludes((await run(["compare", "good", "--no-report", "--results", results])).out, `A  ${second}`);

    const refused = async (args: string[], message: string) => {
      const { code, err } = await baseline(...args);
      assertEquals(code, 2);
      assertStringIncludes(err, message);
    };
    await refused(["latest"], "it means the latest run");
    await refused(["HEAD"], "it is a commit, branch or tag");
    await refused([first], "it is a run");
    await refused(["a name"], "letters, digits, dots, hyphens and underscores");
    await refused(["--delete", "goood"], "there is none: did you mean good?");
    assertStringIncludes((await baseline("--delete", "good")).out, "Deleted good");
    await refused(["new", "good"], "it names none");
    await Deno.writeTextFile(`${results}/baselines.json`, "[]");
    await refused([], "must be this program's list of baselines");
  });
});
