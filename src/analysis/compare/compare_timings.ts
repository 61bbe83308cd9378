import { holm } from "../../math/holm.ts";
import { mannWhitneyTest } from "../../math/mann_whitney.ts";
import { quantile } from "../../math/statistics.ts";
import type { Group } from "../../spec/claim.ts";
import { level } from "../decision.ts";
import type { ComparedCase } from "./compared_case.ts";

/** What a setting's cases took in two runs, training or measuring. */
export interface TimingComparison {
  /** What took it. */
  readonly name: "training" | "measuring";
  /** The setting, by what tells it from the others. */
  readonly group: Group;
  /** Median seconds a case in both runs. */
  readonly median: { readonly a: number; readonly b: number };
  /** The second median over the first: below 1 is faster. */
  readonly ratio: number;
  /** Of the Mann-Whitney test, two-sided. */
  readonly pValue: number;
  /** The same after Holm's correction over the comparison's timings. */
  readonly adjustedPValue: number;
  /** Which run was faster by that test, at 5 %. */
  readonly answer: "faster" | "slower" | "no difference seen";
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
  const measured = [...walked(b)].flatMap(([setting, second]) =>
    (["training", "measuring"] as const).flatMap((name) => {
      const first = firsts.get(setting);
      if (first === undefined) return [];
      const seconds = { a: secondsOf(first, name), b: secondsOf(second, name) };
      const numbers = [seconds.a, seconds.b].map((all) => all.map((one) => one.seconds)) as [number[], number[]];
      const [medianA, medianB] = numbers.map((all) => quantile(all.toSorted((x, y) => x - y), 0.5)) as [number, number];
      const median = { a: medianA, b: medianB };
      return [{
        name,
        group: groupOf(setting),
        median,
        ratio: medianB / medianA,
        pValue: mannWhitneyTest(...numbers),
        seconds,
      }];
    })
  );
  const adjusted = holm(measured.map(({ pValue }) => pValue));
  return measured.map((one, index): TimingComparison => {
    const adjustedPValue = adjusted[index]!;
    const told = adjustedPValue <= 1 - level && one.ratio !== 1;
    return { ...one, adjustedPValue, answer: !told ? "no difference seen" : one.ratio < 1 ? "faster" : "slower" };
  });
}

function secondsOf(cases: readonly ComparedCase[], name: TimingComparison["name"]): SeedSeconds[] {
  return cases.map(({ seed, seconds }) => ({ seed, seconds: seconds![name] })).sort((a, b) => a.seed - b.seed);
}
