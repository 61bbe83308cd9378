/** What the page about a comparison is: for each suite what changed between two runs, and how sure that is. */

import type { BenchComparison } from "../analysis/compare/compare_benches.ts";
import type { RunComparison } from "../analysis/compare/compare_runs.ts";
import type { ChartSection } from "./page.ts";

/** What was committed between two runs. */
export interface CommitsBetween {
  /** From the first run's commit, left out, to the second's. */
  readonly commits: readonly { readonly hash: string; readonly subject: string }[];
  /** The command that runs the suite at each of them. */
  readonly command: string;
}

/** What the page is about. */
export interface ComparisonSubject {
  /** What the two runs are called: as the user wrote them. */
  readonly names: { readonly a: string; readonly b: string };
  /** A comparison a suite. */
  readonly comparisons: readonly RunComparison[];
  /** For each of them what was committed in between; undefined where that is nothing or not known. */
  readonly between: readonly (CommitsBetween | undefined)[];
  /** The ids of the runs that have a page. */
  readonly pages: ReadonlySet<string>;
  /** What benchmarks took on both sides; absent where either has none. */
  readonly benches?: BenchComparison;
}

/** A part that is drawn of each comparison, by what it shows. */
export interface ComparedSection {
  /**
   * `words`: verdicts that changed; `moved`: quantities beyond noise; `all`: every quantity by its answer; `walks`: where theta parts;
   * `timings`: what cases took; `commits`: what was committed in between; `runs`: the circumstances of both runs.
   */
  readonly kind: "words" | "moved" | "all" | "walks" | "timings" | "commits" | "runs";
  /** Heading. */
  readonly title: string;
  /** A sentence under the heading. */
  readonly caption: string;
}

/** A part of the page about a comparison. */
export type ComparisonSection = ComparedSection | ChartSection<RunComparison>;

/** The page about a comparison as `reports/` defines it. */
export interface ComparisonPage {
  /** Its title, a question. */
  title(subject: ComparisonSubject): string;
  /** One sentence that answers it for a suite. */
  answer(comparison: RunComparison): string;
  /** Its parts, from top to bottom. */
  readonly sections: readonly ComparisonSection[];
  /** The part about benchmarks, at the end. */
  readonly benches: BenchSection;
}

/** The part of the page about what benchmarks took. */
export interface BenchSection {
  /** Heading. */
  readonly title: string;
  /** A sentence under the heading. */
  readonly caption: string;
  /** One sentence that sums it up. */
  answer(benches: BenchComparison): string;
}

/** Defines the page about a comparison: gives it back, checked by its type. */
export function comparisonPage(definition: ComparisonPage): ComparisonPage {
  return definition;
}
