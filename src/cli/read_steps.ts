import { compareRuns, type RunComparison } from "../analysis/compare/compare_runs.ts";
import { type ComparedRun, readComparedRun } from "../analysis/compare/compared_run.ts";
import type { Query } from "../spec/run.ts";
import type { RunRecord } from "../store/run_rows.ts";

/** Compares each pair of runs; a run that stands in two pairs, one after the other, is read once. */
export async function readSteps(
  query: Query,
  pairs: readonly (readonly [before: RunRecord, after: RunRecord])[],
): Promise<RunComparison[]> {
  const last = new Map<string, ComparedRun>();
  const steps: RunComparison[] = [];
  for (const [before, after] of pairs) {
    const a = last.get(before.id) ?? await readComparedRun(query, before);
    const b = await readComparedRun(query, after);
    last.delete(before.id);
    last.set(after.id, b);
    steps.push(compareRuns(a, b));
  }
  return steps;
}
