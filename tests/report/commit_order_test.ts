import { assertEquals } from "@std/assert";
import { inCommitOrder } from "../../src/report/commit_order.ts";
import type { RunRecord } from "../../src/store/run_rows.ts";

/** A run of which only what orders it is known. */
function run(id: string, started: string, hash: string): RunRecord {
  return { id, started, commit: { hash } } as unknown as RunRecord;
}

const order = (runs: RunRecord[], commits: string[]) => inCommitOrder(runs, commits).map(({ id }) => id).join(" ");

Deno.test("inCommitOrder() follows the commits, not the time at which they were run", () => {
  const runs = [run("new", "2026-01-01", "b"), run("old", "2026-01-02", "a"), run("again", "2026-01-03", "b")];
  assertEquals(order(runs, ["a", "b"]), "old new again");
});

Deno.test("inCommitOrder() puts a run of an unknown commit behind the run that began before it", () => {
  const runs = [run("second", "2026-01-03", "b"), run("strange", "2026-01-02", "x"), run("first", "2026-01-01", "a")];
  assertEquals(order(runs, ["a", "b"]), "first strange second");
});

Deno.test("inCommitOrder() is by time without commits", () => {
  const runs = [run("late", "2026-01-02", "a"), run("early", "2026-01-01", "")];
  assertEquals(order(runs, []), "early late");
});
