/** What a benchmark is, and what one run of all of them gives. */

import type { EngineInfo, EngineName } from "./engine.ts";
import type { Commit, Machine } from "./run.ts";

/** The kinds of benchmarks, in the order in which they are shown. */
export const benchKinds = ["peak", "operator", "step", "segment", "walk"] as const;

/**
 * `peak`: products of square matrices, what the others are held against; `operator`: one operator at a shape of a network; `step`: gradient
 * and update of a mini-batch; `segment`: losses along a step; `walk`: whole walks with their measures.
 */
export type BenchKind = typeof benchKinds[number];

/** What an iteration of a benchmark makes, by which its rate is told. */
export interface BenchWork {
  /** How many of it. */
  readonly count: number;
  /** For example `"images"`; `"B"` of memory read and written at least, where that is what an operator does. */
  readonly unit: string;
}

/** A benchmark: what is done again and again, and timed. */
export interface Subject {
  /** Tells what is done, and at what size: the same in every run. */
  readonly name: string;
  /** What kind of work it is. */
  readonly kind: BenchKind;
  /** What an iteration makes. */
  readonly work: BenchWork;
  /** Floating-point operations of an iteration's products; absent where they do not tell what it costs. */
  readonly flops?: number;
  /** Workers that share an iteration's work; 1 where absent. */
  readonly workers?: number;
  /** Whether an iteration opens all that it needs anew, so that there is nothing to warm up. */
  readonly cold?: true;
  /** Makes everything ready, outside of the time that is taken. */
  open(): Promise<OpenSubject>;
}

/** A benchmark that is ready. */
export interface OpenSubject extends Disposable {
  /** One iteration; gives the seconds that its workers spent in the engine, where it can tell. */
  run(): Promise<number | void>;
}

/** On what benchmarks run. */
export interface BenchSetting {
  /** The engine. */
  readonly engine: EngineName;
  /** Threads of one walk. */
  readonly threads: number;
}

/** What a module of benchmarks exports by default: they do not open anything yet. */
export type Subjects = (setting: BenchSetting) => readonly Subject[];

/** How fast a benchmark was. */
export interface BenchResult {
  /** The benchmark. */
  readonly name: string;
  /** Its kind. */
  readonly kind: BenchKind;
  /** What an iteration makes. */
  readonly work: BenchWork;
  /** Floating-point operations of an iteration. */
  readonly flops?: number;
  /** The median seconds of an iteration in each round: what tests and quartiles are over, as timings of one round share its mood. */
  readonly seconds: readonly number[];
  /** The fastest iteration of all, seconds. */
  readonly fastestSeconds: number;
  /** How many iterations were timed. */
  readonly iterations: number;
  /** Processor time of this process over wall time and all cores, 0 to 1. */
  readonly coresBusy: number;
  /** Share of its workers' time that was spent in the engine, 0 to 1; absent where it cannot tell. */
  readonly engineShare?: number;
}

/** One run of the benchmarks. */
export interface BenchRun {
  /** Sorts by time of start: `20261121-113000-bench-1a2b3c`. */
  readonly id: string;
  /** The command with all its flags. */
  readonly command: string;
  /** The engine that was measured. */
  readonly engine: EngineInfo;
  /** The code that was measured. */
  readonly commit: Commit;
  /** Where it was measured. */
  readonly machine: Machine;
  /** Processes that wanted a core in the minute before it began, on average; a free machine has about 0. */
  readonly loadBefore: number;
  /** Versions of Deno and of the libraries, and hashes of code, by name. */
  readonly versions: Readonly<Record<string, string>>;
  /** ISO 8601, UTC. */
  readonly started: string;
  /** Wall time of all of it. */
  readonly seconds: number;
  /** What was measured, in the order of the benchmarks. */
  readonly results: readonly BenchResult[];
}
