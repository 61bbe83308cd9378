import { assertEquals, assertRejects } from "@std/assert";
import { fileURLToPath } from "node:url";
import type { FailedCommit } from "../../src/cli/failed_commits.ts";
import { pairRuns } from "../../src/cli/pair_runs.ts";
import { UserError } from "../../src/spec/user_error.ts";
import type { RunRecord } from "../../src/store/run_rows.ts";
import { somePlan } from "../store/fixtures.ts";

const checkout = fileURLToPath(new URL("../../", import.meta.url));

/** A finished run; the latest has the greatest number. */
function record(id: string, hash: string, changes: Partial<RunRecord> = {}): RunRecord {
  const { cases: _cases, ...plan } = somePlan({ id, commit: { hash, branch: "main", subject: "", dirty: false } });
  return { ...plan, status: "finished", ...changes };
}

async function paired(
  words: readonly string[],
  runs: readonly RunRecord[],
  failed: readonly FailedCommit[] = [],
): Promise<string[][]> {
  const pairs = await pairRuns(words, {
    runs,
    store: "the store",
    baselines: [{ name: "base", run: "1", named: "" }],
    failed,
    checkout,
  });
  return pairs.map((pair) => pair.map(({ id }) => id));
}

const [one, two] = ["1".repeat(40), "2".repeat(40)];

Deno.test("pairRuns() takes the latest run and, of those before it of its suite, one of the same config first", async () => {
  assertEquals(await paired([], [record("3", two), record("2", one), record("1", one)]), [["2", "3"]]);
  const smoke = record("2", one, { configHash: "smoke" });
  assertEquals(await paired([], [record("3", two), smoke, record("1", one)]), [["1", "3"]]);
  assertEquals(await paired([], [record("3", two), smoke]), [["2", "3"]]);
  assertEquals(await paired([], [record("4", two, { status: "failed" }), record("3", two), record("1", one)]), [[
    "1",
    "3",
  ]]);
  await assertRejects(
    () => paired([], [record("3", two), record("2", one, { suite: "heights" })]),
    UserError,
    "another finished run of barriers",
  );
});

Deno.test("pairRuns() pairs two commits suite by suite, runs of one config before later ones", async () => {
  const runs = [
    record("6", two, { suite: "heights" }),
    record("5", two, { configHash: "smoke" }),
    record("4", two),
    record("3", one, { suite: "heights" }),
    record("2", one, { suite: "noise" }),
    record("1", one),
  ];
  assertEquals(await paired([one.slice(0, 7), two.slice(0, 7)], runs), [["3", "6"], ["1", "4"]]);
  assertEquals(await paired(["base", two], runs), [["1", "4"]]);
  assertEquals(await paired(["base"], runs), [["1", "4"]]);
  assertEquals(await paired(["base", "latest:barriers"], runs), [["1", "5"]]);
  await assertRejects(() => paired(["2", "6"], runs), UserError, "two runs of one suite: noise and heights");
});

Deno.test("pairRuns() takes a commit's runs without uncommitted changes before later ones with some, also where configs differ", async () => {
  const dirty = (hash: string) => ({ commit: { hash, branch: "main", subject: "", dirty: true } });
  const other = { configHash: "of a later version" };
  const runs = [
    record("5", two, { ...other, ...dirty(two) }),
    record("4", two, other),
    record("3", one, dirty(one)),
    record("2", one),
    record("1", one),
  ];
  assertEquals(await paired([one, two], runs), [["2", "4"]]);
  // What is at hand is held against what was at hand before.
  assertEquals(await paired(["5"], runs), [["5", "4"]]);
  assertEquals(await paired([one, "5"], runs), [["3", "5"]]);
});

Deno.test("pairRuns() says why a commit has no run, where tracking it failed", async () => {
  const { stdout } = await new Deno.Command("git", { args: ["-C", checkout, "rev-parse", "HEAD"] }).output();
  const commit = new TextDecoder().decode(stdout).trim();
  const failure = { commit, suite: "barriers", question: "", reason: "its code does not compile", when: "" };
  await assertRejects(() => paired([commit, "1"], [record("1", one)]), UserError, "make one with deno task track");
  await assertRejects(
    () => paired([commit, "1"], [record("1", one)], [failure]),
    UserError,
    "suite barriers could not be run there (its code does not compile); --retry of deno task track tries it again",
  );
});
