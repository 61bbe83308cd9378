import type { CaseProgress } from "../spec/progress.ts";

/** How much a case is, known before it starts. */
export interface CaseSize {
  readonly id: string;
  readonly steps: number;
  /** In forward passes of one sample. */
  readonly work: number;
}

/** Where a run stands. */
export interface RunProgress {
  readonly cases: number;
  /** Cases that ended, however. */
  readonly ended: number;
  readonly diverged: number;
  readonly failed: number;
  readonly steps: number;
  readonly totalSteps: number;
  /** Over the time so far; NaN before there is a step. */
  readonly stepsPerSecond: number;
  /** Share of the work that is done, 0 to 1. */
  readonly share: number;
  /** Estimated from the work done since the start; NaN before there is any. */
  readonly secondsLeft: number;
  readonly seconds: number;
  /** The cases at work, as they last told. */
  readonly running: readonly CaseProgress[];
}

/** Adds up what the cases tell. */
export interface Tally {
  add(progress: CaseProgress): void;
  /** Where the run stands `seconds` after its start. */
  read(seconds: number): RunProgress;
}

const ends: ReadonlySet<CaseProgress["status"]> = new Set(["finished", "diverged", "interrupted", "failed"]);

/**
 * A tally of the cases. Time left is the work left over the work done a second since the start of this process: what a resumed case
 * had done before does not count as done by it. A diverged or failed case leaves no work.
 */
export function createTally(sizes: readonly CaseSize[]): Tally {
  const latest = new Map<string, CaseProgress>();
  const first = new Map<string, CaseProgress>();

  return {
    add(progress) {
      if (!first.has(progress.caseId)) first.set(progress.caseId, progress);
      latest.set(progress.caseId, progress);
    },
    read(seconds) {
      let [steps, totalSteps, madeSteps, done, left, madeWork] = [0, 0, 0, 0, 0, 0];
      const count = { ended: 0, diverged: 0, failed: 0 };
      for (const { id, ...size } of sizes) {
        const now = latest.get(id);
        const before = first.get(id);
        totalSteps += now?.steps ?? size.steps;
        if (!now || !before) {
          left += size.work;
          continue;
        }
        steps += now.step;
        madeSteps += now.step - before.step;
        done += now.work;
        madeWork += now.work - before.work;
        if (!ends.has(now.status)) left += Math.max(0, now.totalWork - now.work);
        if (ends.has(now.status)) count.ended++;
        if (now.status === "diverged") count.diverged++;
        if (now.status === "failed") count.failed++;
      }
      return {
        cases: sizes.length,
        ...count,
        steps,
        totalSteps,
        stepsPerSecond: madeSteps > 0 ? madeSteps / seconds : NaN,
        share: done + left > 0 ? done / (done + left) : 1,
        secondsLeft: left === 0 ? 0 : madeWork > 0 ? seconds * left / madeWork : NaN,
        seconds,
        running: [...latest.values()].filter(({ status }) => status === "running"),
      };
    },
  };
}
