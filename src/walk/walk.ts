import type { Case } from "../spec/case.ts";
import type { Json, Measure, MeasureContext } from "../spec/measure.ts";
import type { CaseProgress } from "../spec/progress.ts";
import type { Outcome, Rows, SegmentRow, StepRow } from "../spec/row.ts";
import { UserError } from "../spec/user_error.ts";
import { type Checkpoint, readCheckpoint, writeCheckpoint } from "./checkpoint.ts";
import { digestOf } from "./digest.ts";
import { observeStep } from "./observe_step.ts";
import { noRows } from "./pending_rows.ts";
import { RunningTotals } from "./running_totals.ts";
import { totalSteps as stepsOf, workOf } from "./schedule.ts";
import type { Source, SourceStep } from "./source.ts";

/** What a walk needs. */
export interface WalkOptions {
  readonly caseId: string;
  readonly case: Case;
  readonly source: Source;
  readonly measures: readonly Measure[];
  readonly context: MeasureContext;
  readonly dataChecksum: string;
  /** The checkpoint's file; it stays when the walk ends, for whoever knows that the outcome is stored. */
  readonly checkpoint: string;
  /** Stores rows; durable when it resolves. */
  append(rows: Rows): Promise<void>;
  /** Forgets the rows from this step on; false where those before are not all there. */
  rewind(steps: number): Promise<boolean>;
  /** Asked after each step: true ends the walk so that it can be resumed. */
  stopping(): boolean;
  onProgress(progress: CaseProgress): void;
  /** Sees each step after its measures, with its row; for exports. */
  onStep?(taken: SourceStep, row: StepRow, segments: readonly SegmentRow[]): void;
}

/** Rows are stored and a checkpoint is written this often, seconds, or more rarely where saving would take more than its share. */
const saveInterval = 5;
/** The greatest share of the time that goes into saving: a checkpoint of VGG-11 has 156 MB. */
const saveShare = 0.02;
/** Progress is reported about this often, seconds. */
const reportInterval = 0.25;

/**
 * Walks: takes each step of the source, lets the measures look at it, stores the rows as they are made and a checkpoint now and
 * then. Measures see the walk and cannot change it: the digests of theta are the same with and without them. Where a whole
 * checkpoint of this case exists the walk goes on from it, and the rows are the same, bit for bit, as without the interruption.
 *
 * A loss, gradient or theta that is not finite ends the walk with the outcome `diverged`: a result, not an error.
 *
 * @throws {UserError} If the checkpoint was made on other data, or cannot be written.
 */
export async function walk(options: WalkOptions): Promise<Outcome> {
  const { caseId, case: one, source, measures, dataChecksum } = options;
  const observers = measures.map((measure) => measure.start(options.context));
  const totals = new RunningTotals();
  const work = workOf(one, measures);
  const totalSteps = stepsOf(one);
  let rows = noRows();
  let steps = 0;
  let loss = NaN;
  let savedAt = performance.now();
  let saveSeconds = 0;
  let reportedAt = 0;

  const found = await readCheckpoint(options.checkpoint, caseId);
  const obstacle = await goOn();
  if (obstacle !== undefined) await options.rewind(0);
  report("running", obstacle === undefined || obstacle === "" ? {} : { note: `${obstacle}, so it begins anew` });

  while (steps < totalSteps) {
    const taken = await takeStep();
    if (!taken.finite) {
      await append();
      report("diverged");
      return { ...outcome("diverged"), firstBadStep: taken.step.index };
    }
    if (taken.step.stepInEpoch === source.stepsPerEpoch - 1) await endEpoch(taken.step.epoch);
    if (options.stopping() && steps < totalSteps) {
      await save();
      report("interrupted");
      return outcome("interrupted");
    }
    if (secondsSince(savedAt) > Math.max(saveInterval, saveSeconds / saveShare)) await save();
    if (secondsSince(reportedAt) > reportInterval) report("running");
  }
  await endWalk();
  await append();
  report("finished");
  return outcome("finished");

  async function takeStep(): Promise<SourceStep> {
    const startedAt = performance.now();
    const taken = await source.next();
    const trainSeconds = secondsSince(startedAt);
    const { row, segments, measurements } = await observeStep(taken, observers);
    rows.steps.push(row);
    rows.segments.push(...segments);
    rows.measurements.push(...measurements);
    options.onStep?.(taken, row, segments);
    totals.add(taken, trainSeconds, secondsSince(startedAt) - trainSeconds);
    loss = taken.loss;
    steps++;
    return taken;
  }

  async function endEpoch(epoch: number): Promise<void> {
    const startedAt = performance.now();
    const validation = await source.validate();
    if (one.measuredEpochs.includes(epoch)) {
      for (const observer of observers) rows.measurements.push(...await observer.epoch?.(epoch, source.theta) ?? []);
    }
    totals.measureSeconds += secondsSince(startedAt);
    rows.epochs.push({
      epoch,
      steps,
      digest: digestOf(source.theta),
      trainLoss: totals.loss / source.stepsPerEpoch,
      trainAccuracy: totals.correct / totals.samples,
      validationLoss: validation.loss,
      validationAccuracy: validation.accuracy,
      trainSeconds: totals.trainSeconds,
      measureSeconds: totals.measureSeconds,
    });
    totals.endEpoch();
  }

  async function endWalk(): Promise<void> {
    const startedAt = performance.now();
    for (const observer of observers) rows.measurements.push(...await observer.end?.(source.theta) ?? []);
    totals.measureSeconds += secondsSince(startedAt);
  }

  async function append(): Promise<void> {
    const made = rows;
    rows = noRows();
    await options.append(made);
  }

  async function save(): Promise<void> {
    const startedAt = performance.now();
    await append();
    await writeCheckpoint(options.checkpoint, {
      caseId,
      dataChecksum,
      steps,
      state: { totals: totals.state(), observers: observers.map((observer) => observer.state?.() ?? null) },
      vectors: [source.vectors(), ...observers.map((observer) => observer.vectors?.() ?? [])],
    });
    savedAt = performance.now();
    saveSeconds = secondsSince(startedAt);
  }

  /** Goes on from the checkpoint; why not where it cannot, in words, which are none where there is no checkpoint. */
  async function goOn(): Promise<string | undefined> {
    if (found === "none") return "";
    if (found === "unusable" || !fits(found)) return "its checkpoint is damaged or of another version";
    if (found.dataChecksum !== dataChecksum) {
      throw new UserError(
        `Cannot go on with ${one.network.name} on ${one.dataset} as the data must be what its checkpoint was made on, SHA-256 ${found.dataChecksum}: it is ${dataChecksum} now; give the --data-dir that the run began with, or begin a new run`,
      );
    }
    if (!await options.rewind(found.steps)) {
      return `the ${found.steps.toLocaleString("en-US")} steps before its checkpoint are not all stored`;
    }
    resume(found);
  }

  function fits({ steps, vectors: [ofSource = []], state }: Checkpoint): boolean {
    const own = source.vectors();
    const { totals, observers: states } = state as { readonly totals?: Json; readonly observers?: Json };
    return steps <= totalSteps && Array.isArray(totals) && totals.every((total) => typeof total === "number") &&
      Array.isArray(states) && states.length === observers.length &&
      ofSource.length === own.length && ofSource.every(({ length }, index) => length === own[index]!.length);
  }

  function resume(checkpoint: Checkpoint): void {
    const state = checkpoint.state as { totals: number[]; observers: Json[] };
    const [ofSource = [], ...ofObservers] = checkpoint.vectors;
    source.restore(checkpoint.steps, ofSource);
    observers.forEach((observer, index) => observer.restore?.(state.observers[index]!, ofObservers[index]!));
    totals.restore(state.totals);
    steps = checkpoint.steps;
  }

  function report(status: CaseProgress["status"], extra: Pick<CaseProgress, "note"> = {}): void {
    const epoch = Math.min(one.epochs, Math.floor(steps / source.stepsPerEpoch) + 1);
    const progress = { caseId, status, step: steps, steps: totalSteps, epoch, work: work.done(steps), loss };
    options.onProgress({ ...progress, totalWork: work.total, ...extra });
    reportedAt = performance.now();
  }

  function outcome(status: Outcome["status"]): Outcome {
    const { trainSeconds, measureSeconds } = totals;
    return { status, steps, trainSeconds, measureSeconds, dataChecksum };
  }
}

function secondsSince(time: number): number {
  return (performance.now() - time) / 1000;
}
