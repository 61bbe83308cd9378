import type { Group } from "../../spec/claim.ts";
import { compareSeconds, type SecondsComparison } from "./compare_seconds.ts";
import type { ComparedCase } from "./compared_case.ts";

/** What a setting's cases took in two runs, training or measuring; corrected over the comparison's timings. */
export interface TimingComparison extends SecondsComparison {
  /** What took it. */
  readonly name: "training" | "measuring";
  /** The setting, by what tells it from the others. */
  readonly group: Group;
  /** Seconds of each case that finished in this run itself, by seed. */
  readonly seconds: { readonly a: readonly SeedSeconds[]; readonly b: readonly SeedSeconds[] };
}

/** What one case took. */
export interface SeedSeconds {
  /** Its seed. */
  readonly seed: number;
  /** Seconds. */
  readonly seconds: number;
}

/**
 * Compares what cases took, setting by setting, over the seeds of each run. Cases whose rows were taken from another run are left out, as
 * that run's timings are not this one's.
 */
export function compareTimings(
  a: readonly ComparedCase[],
  b: readonly ComparedCase[],
  groupOf: (setting: string) => Group,
): TimingComparison[] {
  const walked = (cases: readonly ComparedCase[]) =>
    Map.groupBy(cases.filter(({ seconds }) => seconds !== undefined), ({ setting }) => setting);
  const firsts = walked(a);
  const timed = [...walked(b)].flatMap(([setting, second]) =>
    (["training", "measuring"] as const).flatMap((name) => {
      const first = firsts.get(setting);
      if (first === undefined) return [];
      return [{ name, group: groupOf(setting), seconds: { a: secondsOf(first, name), b: secondsOf(second, name) } }];
    })
  );
  const bare = (all: readonly SeedSeconds[]) => all.map(({ seconds }) => seconds);
  const compared = compareSeconds(timed.map(({ seconds }) => ({ a: bare(seconds.a), b: bare(seconds.b) })));
  return timed.map((one, index) => ({ ...one, ...compared[index]! }));
}

function secondsOf(cases: readonly ComparedCase[], name: TimingComparison["name"]): SeedSeconds[] {
  return cases.map(({ seed, seconds }) => ({ seed, seconds: seconds![name] })).sort((a, b) => a.seed - b.seed);
}
