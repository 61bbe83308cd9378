import { assertEquals } from "@std/assert";
import { mostSteps, pairSteps } from "../../src/report/pair_steps.ts";
import type { RunRecord } from "../../src/store/run_rows.ts";

/** A run of which only what pairs it is known. */
function run(id: string, others: Record<string, unknown> = {}): RunRecord {
  return {
    id,
    suite: "heights",
    suiteVersion: 1,
    preset: "laptop",
    status: "finished",
    configHash: "all",
    engine: { name: "onnx:cpu" },
    ...others,
  } as unknown as RunRecord;
}

function stepsOf(ordered: readonly RunRecord[], spoken: readonly RunRecord[], parts = new Set<string>()): string[] {
  return pairSteps(ordered, { spoken, parts }).map(([before, after]) => `${before.id} to ${after.id}`);
}

Deno.test("pairSteps() holds each run against the one before it of the same config and engine, whatever stands between", () => {
  const runs = [
    run("first"),
    run("two seeds", { configHash: "part" }),
    run("elsewhere", { engine: { name: "tfjs:cpu" } }),
    run("second"),
    run("third"),
    run("two seeds again", { configHash: "part" }),
  ];
  assertEquals(stepsOf(runs, [runs[3]!]), ["first to second", "second to third", "two seeds to two seeds again"]);
});

Deno.test("pairSteps() takes only finished runs like the one that speaks for its suite", () => {
  const spoken = run("last");
  const runs = [
    run("smoke", { preset: "smoke" }),
    run("older version", { suiteVersion: 0 }),
    run("part"),
    run("first"),
    run("interrupted", { status: "interrupted" }),
    run("of another suite", { suite: "noise" }),
    spoken,
  ];
  assertEquals(stepsOf(runs, [spoken], new Set(["part"])), ["first to last"]);
  assertEquals(stepsOf(runs, []), []);
});

Deno.test("pairSteps() gives the latest steps of many", () => {
  const runs = Array.from({ length: mostSteps + 5 }, (_, index) => run(`${index}`));
  const steps = stepsOf(runs, [runs[0]!]);
  assertEquals([steps.length, steps.at(-1)], [mostSteps, `${mostSteps + 3} to ${mostSteps + 4}`]);
});
