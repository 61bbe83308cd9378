import type { RunRecord } from "../../store/run_rows.ts";
import type { ComparedCase } from "./compared_case.ts";
import type { ComparedRun } from "./compared_run.ts";

/** What one should know of two runs, in words. */
export interface Warnings {
  /** About the numbers. */
  readonly numbers: readonly string[];
  /** About the timings. */
  readonly timings: readonly string[];
}

/** Finds what makes a comparison less than it seems: changes that no commit holds, unfinished runs, other machines. */
export function findWarnings({ run: a, cases: first }: ComparedRun, { run: b, cases: second }: ComparedRun): Warnings {
  const runs = [["A", a], ["B", b]] as const;
  const taken = [...takenWalks("A", first), ...takenWalks("B", second)];
  const dirty = runs.filter(([, { commit }]) => commit.dirty)
    .map(([name]) => `${name} ran with uncommitted changes: its commit alone does not give its numbers`);
  const unfinished = runs.filter(([, { status }]) => status !== "finished").map(([name, { status }]) =>
    `${name} is ${status}`
  );
  const seeds = Math.max(0, ...[...Map.groupBy(second, ({ setting }) => setting).values()].map(({ length }) => length));
  const few = seeds < 3 && first.length > 0
    ? [`with ${seeds} seed${seeds === 1 ? "" : "s"} hardly anything can be told from noise: run more with --seeds`]
    : [];
  const libraries = otherVersions(a, b);
  return {
    numbers: [...dirty, ...unfinished, ...taken, ...few, ...libraries],
    timings: [
      ...dirty,
      ...taken,
      ...otherCircumstances(a, b),
      ...other("cases side by side", a.jobs, b.jobs),
      ...libraries,
    ],
  };
}

/** Rows that a run took from another are that run's: identical to its own, they show nothing of the code at hand. */
function takenWalks(name: string, cases: readonly ComparedCase[]): string[] {
  const sources = Map.groupBy(cases.flatMap(({ takenFrom }) => takenFrom ?? []), (run) => run);
  return [...sources].map(([run, { length }]) => `${name} took ${length} of its ${cases.length} walks from ${run}`);
}

/** Libraries that differ; the code of walks is what a comparison is about. */
export function otherVersions(
  { versions: a }: Pick<RunRecord, "versions">,
  { versions: b }: Pick<RunRecord, "versions">,
): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((name) =>
    /^(walk|suite|suites|bench)Code$/.test(name) ? [] : other(`${name}'s version`, a[name] ?? "none", b[name] ?? "none")
  );
}

/** What times depend on beside the code, where it differs. */
export function otherCircumstances(
  a: Pick<RunRecord, "machine" | "engine">,
  b: Pick<RunRecord, "machine" | "engine">,
): string[] {
  return [
    ...other("the machine", a.machine.hostname, b.machine.hostname),
    ...other("the processor", a.machine.processor, b.machine.processor),
    ...other("the number of cores", a.machine.cores, b.machine.cores),
    ...other("the operating system", a.machine.operatingSystem, b.machine.operatingSystem),
    ...other("the engine", a.engine.name, b.engine.name),
    ...other("threads a walk", a.engine.threads, b.engine.threads),
  ];
}

function other(what: string, a: string | number, b: string | number): string[] {
  return a === b ? [] : [`${what} differs: ${a} and ${b}`];
}
