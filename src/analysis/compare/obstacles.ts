/** What keeps two runs' numbers from being held against each other. */

import type { RunPlan } from "../../spec/run.ts";
import type { ComparedRun } from "./compared_run.ts";

/** Circumstances on which the last digits of a walk depend: where they differ, a difference cannot be laid to the code. */
export const circumstanceNames = ["engine", "threads", "processor"] as const;

/** One of the circumstances. */
export type Circumstance = typeof circumstanceNames[number];

type Run = Omit<RunPlan, "cases">;

const circumstances: Readonly<Record<Circumstance, (run: Run) => string>> = {
  engine: ({ engine }) => engine.name,
  threads: ({ engine }) => `${engine.threads} a walk`,
  processor: ({ machine }) => machine.processor,
};

/**
 * Why numbers of the two runs that differ cannot be held against each other at all; empty where they can. Circumstances named in
 * `across` are meant to differ.
 */
export function findObstacles(a: Run, b: Run, across: readonly Circumstance[]): string[] {
  return [
    ...findVersionObstacle(a, b),
    ...circumstanceNames.filter((name) => !across.includes(name))
      .flatMap((name) => differing(name, circumstances[name](a), circumstances[name](b))),
    ...otherOptions(a, b).map((name) => `options of the measure ${name} differ`),
  ];
}

/** Results of different versions of a suite are shown side by side and never held against each other. */
export function findVersionObstacle(a: Run, b: Run): string[] {
  return differing("suite version", a.suiteVersion, b.suiteVersion);
}

/** Why the claims' values cannot be, beside that: claims compare cases with each other, so both runs need the same, but for seeds. */
export function findClaimObstacles(a: ComparedRun, b: ComparedRun): string[] {
  const settings = ({ cases }: ComparedRun) => [...new Set(cases.map(({ setting }) => setting))].sort().join();
  if (settings(a) === settings(b)) return [];
  return [`config ${a.run.configHash} and ${b.run.configHash}: the runs have other cases`];
}

function differing(what: string, a: string | number, b: string | number): string[] {
  return a === b ? [] : [`${what} ${a} and ${b}`];
}

/** Measures of the same name that were asked for with other options; a measure that only one run has disturbs no number of the others. */
function otherOptions(a: Run, b: Run): string[] {
  const byName = ({ measures }: Run) =>
    new Map(
      [...Map.groupBy(measures, ({ name }) => name)].map(([name, all]) =>
        [name, JSON.stringify(all.map(({ options }) => options))] as const
      ),
    );
  const others = byName(b);
  return [...byName(a)].flatMap(([name, options]) => (others.get(name) ?? options) === options ? [] : [name]);
}
