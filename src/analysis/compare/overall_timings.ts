import { compareSeconds, type SecondsComparison } from "./compare_seconds.ts";
import type { SeedSeconds, TimingComparison } from "./compare_timings.ts";

/** What the cases of all settings took together; its medians are over cases in units of their setting's. */
export interface OverallTiming extends SecondsComparison {
  /** What took it. */
  readonly name: TimingComparison["name"];
  /** How many settings both runs walked. */
  readonly settings: number;
  /** Their cases. */
  readonly cases: { readonly a: number; readonly b: number };
}

/**
 * What was faster over all settings; empty where there are not two. Each case counts by its seconds over the geometric mean of its setting's two
 * medians: a setting has few seeds, and after a correction over many settings they could show nothing.
 *
 * Source: aligned ranks (Hodges and Lehmann, 1962), the settings being the blocks.
 */
export function overallTimings(timings: readonly TimingComparison[]): OverallTiming[] {
  const parts = [...Map.groupBy(timings, ({ name }) => name)].filter(([, own]) => own.length > 1);
  const aligned = parts.map(([, own]) => ({
    a: own.flatMap((one) => align(one.seconds.a, one)),
    b: own.flatMap((one) => align(one.seconds.b, one)),
  }));
  const compared = compareSeconds(aligned);
  return parts.map(([name, own], index) => {
    const { a, b } = aligned[index]!;
    return { name, settings: own.length, cases: { a: a.length, b: b.length }, ...compared[index]! };
  });
}

function align(seconds: readonly SeedSeconds[], { median }: TimingComparison): number[] {
  const middle = Math.sqrt(median.a * median.b);
  return seconds.map((one) => one.seconds / middle);
}
