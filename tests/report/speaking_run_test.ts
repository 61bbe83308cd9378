import { assertEquals } from "@std/assert";
import { isPart, speakingRun } from "../../src/report/speaking_run.ts";
import type { RunRecord } from "../../src/store/run_rows.ts";
import heights from "../../suites/heights.ts";

/** A run of which only what chooses it is known. */
function run(id: string, preset: string, status = "finished", suiteVersion = 2): RunRecord {
  return { id, preset, status, suiteVersion } as unknown as RunRecord;
}

Deno.test("speakingRun() is the latest finished run at the greatest preset, of the present version", () => {
  const runs = [
    run("smoke", "smoke"),
    run("unfinished", "laptop", "interrupted"),
    run("latest", "laptop"),
    run("before", "laptop"),
    run("outdated", "paper", "finished", 1),
  ];
  assertEquals(speakingRun(runs, 2, new Set())?.id, "latest");
  assertEquals(speakingRun(runs, 3, new Set()), undefined);
});

Deno.test("speakingRun() lets a part of a grid speak only where no whole one has finished", () => {
  const runs = [run("two seeds", "paper"), run("one network", "laptop"), run("whole", "laptop")];
  assertEquals(speakingRun(runs, 2, new Set(["two seeds", "one network"]))?.id, "whole");
  assertEquals(speakingRun(runs.slice(0, 2), 2, new Set(["two seeds", "one network"]))?.id, "two seeds");
});

Deno.test("isPart() is so for fewer cases than the preset has, of the present version", () => {
  // The smoke preset of heights: two networks, two learning rates and two seeds.
  const smoke = run("smoke", "smoke", "finished", heights.version);
  assertEquals([7, 8, 12].map((cases) => isPart(smoke, cases, heights)), [true, false, false]);
  assertEquals(isPart(run("older", "smoke", "finished", heights.version - 1), 1, heights), false);
});
