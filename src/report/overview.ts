/** What the overview is: every claim of every suite with what the latest runs say about it, and the runs of the store. */

import type { RunComparison } from "../analysis/compare/compare_runs.ts";
import type { Verdict } from "../spec/claim.ts";
import type { Suite } from "../spec/suite.ts";
import type { RunRecord } from "../store/run_rows.ts";
import type { ChartSection } from "./page.ts";

/** A suite with the run that speaks for it. */
export interface SuiteState {
  /** The suite as declared now. */
  readonly suite: Suite;
  /** The run whose verdicts are shown: see `speakingRun()`; absent where none has finished. */
  readonly run?: RunRecord;
  /** Its verdicts. */
  readonly verdicts: readonly Verdict[];
}

/** What the overview is about. */
export interface OverviewSubject {
  /** The suites, in the order of their names. */
  readonly suites: readonly SuiteState[];
  /** All runs of the store, the latest first. */
  readonly runs: readonly RunRecord[];
  /** The ids of those that walked only a part of their preset's grid: see `isPart()`. */
  readonly parts: ReadonlySet<string>;
  /** Their ids in the order of their commits: see `inCommitOrder()`. */
  readonly order: readonly string[];
  /** Runs held against the one before them: see `pairSteps()`. */
  readonly steps: readonly RunComparison[];
  /** The ids of the runs that have a page. */
  readonly pages: ReadonlySet<string>;
  /** Whether there is a page about two compared runs. */
  readonly compared: boolean;
}

/** The claims, suite by suite, with filters. */
export interface ClaimsSection {
  /** Tells the sections apart. */
  readonly kind: "claims";
  /** Heading. */
  readonly title: string;
  /** A sentence under the heading. */
  readonly caption: string;
  /** What the paper's numbers make of the verdict's effect; undefined where the paper prints none. */
  published(verdict: Verdict, suite: Suite): number | undefined;
}

/** The runs of the store. */
export interface RunsSection {
  /** Tells the sections apart. */
  readonly kind: "runs";
  /** Heading. */
  readonly title: string;
  /** A sentence under the heading. */
  readonly caption: string;
}

/** What changed from commit to commit. */
export interface StepsSection {
  /** Tells the sections apart. */
  readonly kind: "steps";
  /** Heading. */
  readonly title: string;
  /** A sentence under the heading. */
  readonly caption: string;
}

/** A part of the overview. */
export type OverviewSection = ClaimsSection | RunsSection | StepsSection | ChartSection<OverviewSubject>;

/** The overview as `reports/` defines it. */
export interface Overview {
  /** Its title, a question. */
  readonly title: string;
  /** One sentence that answers it. */
  answer(subject: OverviewSubject): string;
  /** Its parts, from top to bottom. */
  readonly sections: readonly OverviewSection[];
}

/** Defines the overview: gives it back, checked by its type. */
export function overview(definition: Overview): Overview {
  return definition;
}
