import { assertEquals, assertThrows } from "@std/assert";
import { choosePrunable, type PruneCriteria } from "../../src/cli/choose_prunable.ts";
import { Expectation } from "../../src/cli/flags.ts";
import { readAge } from "../../src/cli/read_age.ts";
import { UserError } from "../../src/spec/user_error.ts";
import type { RunPlan, RunStatus } from "../../src/spec/run.ts";
import type { AnyRun } from "../../src/store/all_runs.ts";
import { somePlan } from "../store/fixtures.ts";

/** A run of a day of November. */
function runOf(
  day: number,
  status: RunStatus,
  { suite = "barriers", preset = "laptop" }: Partial<Pick<RunPlan, "suite" | "preset">> = {},
): AnyRun {
  const id = `${suite}-${preset}-${day}`;
  const { cases: _cases, ...plan } = somePlan({ id, suite, preset, started: `2026-11-${day}T00:00:00.000Z` });
  return { id, run: { ...plan, status }, held: false, shareOfStore: 0, takers: [] };
}

const all = [
  runOf(26, "interrupted"),
  runOf(25, "finished"),
  runOf(24, "failed"),
  runOf(23, "finished"),
  runOf(22, "failed"),
  runOf(21, "finished"),
  runOf(20, "finished", { preset: "smoke" }),
  runOf(19, "finished", { suite: "noise" }),
];

function chosen(criteria: PruneCriteria): string[] {
  return choosePrunable(all, criteria, { baselines: [] }).chosen.map(({ id }) => id);
}

Deno.test("choosePrunable() keeps the newest finished runs of each suite and preset, and what began after them", () => {
  assertEquals(chosen({ keep: 2 }), ["barriers-laptop-22", "barriers-laptop-21"]);
  assertEquals(chosen({ keep: 1 }), [
    "barriers-laptop-24",
    "barriers-laptop-23",
    "barriers-laptop-22",
    "barriers-laptop-21",
  ]);
  assertEquals(chosen({ keep: 4 }), []);
});

Deno.test("choosePrunable() takes the runs for which all that is given holds", () => {
  assertEquals(chosen({ failed: true }), ["barriers-laptop-24", "barriers-laptop-22"]);
  assertEquals(chosen({ keep: 2, failed: true }), ["barriers-laptop-22"]);
  assertEquals(chosen({ before: "2026-11-21T00:00:00.000Z" }), ["barriers-smoke-20", "noise-laptop-19"]);
  assertEquals(chosen({ before: "2026-11-21T00:00:00.000Z", suite: "noise" }), ["noise-laptop-19"]);
  assertEquals(chosen({ runs: ["barriers-laptop-25", "noise-laptop-19"] }), ["barriers-laptop-25", "noise-laptop-19"]);
});

Deno.test("choosePrunable() spares held and damaged runs always, those of baselines without force", () => {
  const [held, damaged, named] = all as [AnyRun, AnyRun, AnyRun];
  const runs = [{ ...held, held: true }, { ...damaged, damage: new UserError("Cannot open it") }, named];
  const baselines = [{ name: "release", run: named.id, named: "2026-11-26T00:00:00.000Z" }];
  const criteria = { before: "2027-01-01T00:00:00.000Z" };
  const careful = choosePrunable(runs, criteria, { baselines });
  assertEquals(careful.chosen, []);
  assertEquals(careful.spared.map(({ reason }) => reason), [
    "a process is at work on it",
    "Cannot open it",
    "baseline release names it: --force removes it too",
  ]);
  const forced = choosePrunable(runs, criteria, { baselines, force: true });
  assertEquals(forced.chosen.map(({ id }) => id), [named.id]);
  assertEquals(forced.spared.length, 2);
});

Deno.test("readAge() takes hours, days and weeks", () => {
  assertEquals(["12h", "30d", "2w"].map(readAge), [12, 30 * 24, 14 * 24].map((hours) => hours * 3_600_000));
  for (const wrong of ["30", "d", "1.5d", "-1d", "3 d", "2m", "0h", "0w", "36501d", `${"9".repeat(400)}d`]) {
    assertThrows(() => readAge(wrong), Expectation);
  }
});
