/** What a run is, and the interface through which a walk hands on its rows. */

import type { Case } from "./case.ts";
import type { EngineInfo } from "./engine.ts";
import type { Json, MeasureRecord } from "./measure.ts";
import type { CaseStatus, Outcome, Rows } from "./row.ts";
import type { Deviation, PresetName } from "./suite.ts";

/** A case of a run, with its identity. */
export interface RunCase {
  /** Hash of the case and of the measures that look at it: the same in every run. */
  readonly id: string;
  /** What is walked. */
  readonly case: Case;
  /** Length of theta. */
  readonly parameterCount: number;
}

/** How a run ended, or that it has not. */
export type RunStatus = "running" | "finished" | "interrupted" | "failed";

/** The state of the code that made a run. */
export interface Commit {
  /** Full hash; empty where there is no commit. */
  readonly hash: string;
  /** Branch; empty on a detached head. */
  readonly branch: string;
  /** First line of the message; why there is no commit where there is none. */
  readonly subject: string;
  /** Whether tracked files differed from the commit, or code was there that git does not track. */
  readonly dirty: boolean;
}

/** The machine that made a run. */
export interface Machine {
  /** Name of the machine. */
  readonly hostname: string;
  /** For example `"linux 6.1"`. */
  readonly operatingSystem: string;
  /** Model of the processor. */
  readonly processor: string;
  /** Logical cores. */
  readonly cores: number;
  /** All of its memory. */
  readonly memoryBytes: number;
}

/** Everything that a run knows before its first step. */
export interface RunPlan {
  /** Sorts by time of start: `20261121-113000-barriers-1a2b3c`. */
  readonly id: string;
  /** Name of the suite. */
  readonly suite: string;
  /** Version of the suite. */
  readonly suiteVersion: number;
  /** The preset it began from. */
  readonly preset: PresetName;
  /** The command with all its flags. */
  readonly command: string;
  /** Hash of suite, version, measures and cases: runs with the same hash answer the same question. */
  readonly configHash: string;
  /** The measures, in their order. */
  readonly measures: readonly MeasureRecord[];
  /** Its cases, in the order in which they are begun. */
  readonly cases: readonly RunCase[];
  /** Where it departs from the paper. */
  readonly deviations: readonly Deviation[];
  /** The engine that walked. */
  readonly engine: EngineInfo;
  /** Why this engine: named by the user, or how `auto` chose. */
  readonly engineReason: string;
  /** Cases trained side by side. */
  readonly jobs: number;
  /** The code that made it. */
  readonly commit: Commit;
  /** Where it ran. */
  readonly machine: Machine;
  /** Versions of Deno and of the libraries, by name. */
  readonly versions: Readonly<Record<string, string>>;
  /** ISO 8601, UTC. */
  readonly started: string;
}

/** Where a walk's rows go. Each call is durable when its promise resolves. */
export interface Sink {
  append(caseId: string, rows: Rows): Promise<void>;
  /**
   * Forgets what a case stored from step `steps` on, and epochs after them: what a resumed walk makes again. False where the steps before
   * are not all there, as a log of the store's was lost: the walk must begin anew.
   */
  rewind(caseId: string, steps: number): Promise<boolean>;
  /** Keeps what the user should know of a case. */
  note(caseId: string, text: string): Promise<void>;
  setStatus(caseId: string, status: CaseStatus, detail?: Outcome | { readonly error: string }): Promise<void>;
}

/** Asks the store: rows as plain objects, snake_case columns, BIGINT as number. */
export type Query = (
  sql: string,
  parameters?: Readonly<Record<string, string | number | boolean | null>>,
) => Promise<Record<string, Json>[]>;
