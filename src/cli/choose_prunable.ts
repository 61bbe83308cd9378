import type { AnyRun } from "../store/all_runs.ts";
import type { Baseline } from "./baselines.ts";

/** Which runs are to go: those for which all that is given holds. */
export interface PruneCriteria {
  /** All but so many of the newest finished runs of each suite and preset, and what began after the oldest of these. */
  readonly keep?: number;
  /** Those that began before this time, ISO 8601, UTC. */
  readonly before?: string;
  /** Those that failed. */
  readonly failed?: boolean;
  /** Those of a suite. */
  readonly suite?: string;
  /** Those of these ids. */
  readonly runs?: readonly string[];
}

/** A run that is to go. */
export type PrunableRun = AnyRun & Required<Pick<AnyRun, "run">>;

/** What is to go, and what stays though the criteria name it. */
export interface PruneChoice {
  readonly chosen: readonly PrunableRun[];
  readonly spared: readonly { readonly id: string; readonly reason: string }[];
}

/**
 * Chooses the runs that are to go. A run that a process works on stays, and one whose file is damaged; one that a baseline names stays but
 * where `force` is given.
 *
 * @param all The runs, the newest first.
 */
export function choosePrunable(
  all: readonly AnyRun[],
  criteria: PruneCriteria,
  { baselines, force = false }: { readonly baselines: readonly Baseline[]; readonly force?: boolean },
): PruneChoice {
  const kept = criteria.keep === undefined ? new Set<string>() : newestOf(all, criteria.keep);
  const chosen: PrunableRun[] = [];
  const spared: { id: string; reason: string }[] = [];
  for (const one of all) {
    if (!isNamed(one, criteria) || kept.has(one.id)) continue;
    const names = baselines.filter(({ run }) => run === one.id).map(({ name }) => name);
    if (one.held) spared.push({ id: one.id, reason: "a process is at work on it" });
    else if (one.damage !== undefined) spared.push({ id: one.id, reason: one.damage.message });
    else if (names.length > 0 && !force) {
      spared.push({ id: one.id, reason: `baseline ${names.join(", ")} names it: --force removes it too` });
    } else if (one.run !== undefined) chosen.push({ ...one, run: one.run });
  }
  return { chosen, spared };
}

/** Of a run that cannot be read only its id is known. */
function isNamed({ id, run }: AnyRun, { before, failed, suite, runs }: PruneCriteria): boolean {
  if (runs !== undefined && !runs.includes(id)) return false;
  if (run === undefined) return runs !== undefined;
  return (before === undefined || run.started < before) && (!failed || run.status === "failed") &&
    (suite === undefined || run.suite === suite);
}

/** The ids of the newest finished runs of each suite and preset, and of the runs that began after the oldest of them. */
function newestOf(all: readonly AnyRun[], count: number): Set<string> {
  const kinds = Map.groupBy(all, ({ run }) => `${run?.suite} ${run?.preset}`);
  return new Set([...kinds.values()].flatMap((runs) => {
    const oldest = runs.filter(({ run }) => run?.status === "finished")[count - 1];
    return (oldest === undefined ? runs : runs.slice(0, runs.indexOf(oldest) + 1)).map(({ id }) => id);
  }));
}
