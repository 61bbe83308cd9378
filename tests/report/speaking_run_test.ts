import { assertEquals } from "@std/assert";
import { speakingRun } from "../../src/report/speaking_run.ts";
import type { RunRecord } from "../../src/store/run_rows.ts";

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
  assertEquals(speakingRun(runs, 2)?.id, "latest");
  assertEquals(speakingRun(runs, 3), undefined);
});
