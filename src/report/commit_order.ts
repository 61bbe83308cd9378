import type { RunRecord } from "../store/run_rows.ts";

/**
 * The runs in the order of their commits, which `commits` names from the first to the last; at one commit by time. A run whose commit is not
 * among them, on another branch or outside a checkout, stands behind the run that began before it; without commits all stand by time.
 */
export function inCommitOrder(runs: readonly RunRecord[], commits: readonly string[]): RunRecord[] {
  const places = new Map(commits.map((hash, place) => [hash, place]));
  let last = -1;
  return runs
    .toSorted((a, b) => a.started < b.started ? -1 : 1)
    .map((run) => {
      last = places.get(run.commit.hash) ?? last;
      return { run, place: last };
    })
    .toSorted((a, b) => a.place - b.place)
    .map(({ run }) => run);
}
