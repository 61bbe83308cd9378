import type { RunRecord } from "../store/run_rows.ts";

/** At most so many steps of a suite are told: reading a run with many cases takes a second. */
export const mostSteps = 20;

/** What chooses the runs. */
export interface PairStepsOptions {
  /** The runs that speak for their suites: see `speakingRun()`. */
  readonly spoken: readonly RunRecord[];
  /** The ids of the runs that walked only a part of their preset's grid. */
  readonly parts: ReadonlySet<string>;
}

/**
 * The steps from run to run of those that can stand beside the one that speaks for their suite: each finished run with the one before it of the
 * same config on the same engine. The latest `mostSteps` of each suite, in the order of `ordered`, which is that of the commits.
 */
export function pairSteps(
  ordered: readonly RunRecord[],
  { spoken, parts }: PairStepsOptions,
): (readonly [before: RunRecord, after: RunRecord])[] {
  return spoken.flatMap((speaking) => {
    const kind = ({ suite, suiteVersion, preset, id }: RunRecord) =>
      [suite, suiteVersion, preset, parts.has(id)].join();
    const own = ordered.filter((run) => run.status === "finished" && kind(run) === kind(speaking));
    const alike = Map.groupBy(own, ({ configHash, engine }) => `${configHash} ${engine.name}`);
    return own.flatMap((run) => {
      const line = alike.get(`${run.configHash} ${run.engine.name}`)!;
      const before = line[line.indexOf(run) - 1];
      return before === undefined ? [] : [[before, run] as const];
    }).slice(-mostSteps);
  });
}
