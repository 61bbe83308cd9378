import { createHash } from "node:crypto";
import type { Case } from "../spec/case.ts";
import type { CaseProgress } from "../spec/progress.ts";
import type { Json, Measure, MeasureContext, Observation, Observer } from "../spec/measure.ts";
import type { EpochRow, Measurement, Outcome, Rows, SegmentRow, StepRow } from "../spec/row.ts";
import { type Checkpoint, readCheckpoint, removeCheckpoint, writeCheckpoint } from "./checkpoint.ts";
import { workOf } from "./schedule.ts";
import type { Made, Source } from "./source.ts";

/** What a walk needs. */
export interface WalkOptions {
  readonly caseId: string;
  readonly case: Case;
  readonly source: Source;
  readonly measures: readonly Measure[];
  readonly context: MeasureContext;
  readonly dataChecksum: string;
  /** The checkpoint's file. */
  readonly checkpoint: string;
  /** Stores rows; durable when it resolves. */
  append(rows: Rows): Promise<void>;
  /** Forgets the rows from this step on. */
  rewind(steps: number): Promise<void>;
  /** Asked after each step: true ends the walk so that it can be resumed. */
  stopping(): boolean;
  onProgress(progress: CaseProgress): void;
  /** Sees each step after its measures, with its row; for exports. */
  onStep?(made: Made, row: StepRow, segments: readonly SegmentRow[]): void;
}

/** Rows are stored and a checkpoint is written about this often, seconds. */
const saveInterval = 5;
/** Progress is told about this often, seconds. */
const progressInterval = 0.25;

/**
 * Walks: takes each step of the source, lets the measures look at it, stores the rows as they are made and a checkpoint now and
 * then. Measures see the walk and cannot change it: the digests of theta are the same with and without them. Where a checkpoint
 * of this case exists the walk goes on from it, and the rows are the same, bit for bit, as without the interruption.
 *
 * A loss, gradient or theta that is not finite ends the walk with the outcome `diverged`: a result, not an error.
 */
export async function walk(options: WalkOptions): Promise<Outcome> {
  const { case: one, source, measures, append, onProgress } = options;
  const observers = measures.map((measure) => measure.start(options.context));
  const pending = new Pending();
  const tally = new Tally();
  const work = workOf(one, measures);
  const totalSteps = one.epochs * source.stepsPerEpoch;
  let steps = 0;
  let workDone = 0;
  let loss = NaN;
  let saved = performance.now();
  let told = 0;

  const tell = (status: CaseProgress["status"]) => {
    const epoch = Math.min(one.epochs, Math.floor(steps / source.stepsPerEpoch) + 1);
    onProgress({
      caseId: options.caseId,
      status,
      step: steps,
      steps: totalSteps,
      epoch,
      work: workDone,
      totalWork: work.total,
      loss,
    });
    told = performance.now();
  };
  const save = async () => {
    await append(pending.take());
    await writeCheckpoint(options.checkpoint, {
      caseId: options.caseId,
      steps,
      state: { tally: tally.state(), workDone, observers: observers.map((observer) => observer.state?.() ?? null) },
      vectors: source.vectors(),
    });
    saved = performance.now();
  };
  const outcome = (status: Outcome["status"], firstBadStep?: number): Outcome => ({
    status,
    steps,
    ...(firstBadStep === undefined ? {} : { firstBadStep }),
    trainSeconds: tally.trainSeconds,
    measureSeconds: tally.measureSeconds,
    dataChecksum: options.dataChecksum,
  });

  const checkpoint = await readCheckpoint(options.checkpoint, options.caseId);
  if (checkpoint) resume(checkpoint);
  await options.rewind(steps);
  tell("running");

  while (steps < totalSteps) {
    const started = performance.now();
    const made = await source.next();
    const stepped = performance.now();
    const { row, observation } = await observe(made, observers);
    pending.add(row, observation);
    options.onStep?.(made, row, observation.segments);
    tally.add(made, (stepped - started) / 1000, (performance.now() - stepped) / 1000);
    steps++;
    workDone += work.step + (made.step.measured ? work.measuring : 0);
    loss = made.loss;
    if (!made.finite) {
      await append(pending.take());
      await removeCheckpoint(options.checkpoint);
      tell("diverged");
      return outcome("diverged", made.step.index);
    }
    if (made.step.stepInEpoch === source.stepsPerEpoch - 1) await endEpoch(made.step.epoch);
    if (options.stopping() && steps < totalSteps) {
      await save();
      tell("interrupted");
      return outcome("interrupted");
    }
    if (performance.now() - saved > saveInterval * 1000) await save();
    if (performance.now() - told > progressInterval * 1000) tell("running");
  }
  await append(pending.take());
  await removeCheckpoint(options.checkpoint);
  tell("finished");
  return outcome("finished");

  function resume({ steps: made, state, vectors }: Checkpoint): void {
    const kept = state as { tally: number[]; workDone: number; observers: Json[] };
    source.restore(made, vectors);
    observers.forEach((observer, index) => {
      if (kept.observers[index] !== null) observer.restore?.(kept.observers[index]!);
    });
    tally.restore(kept.tally);
    workDone = kept.workDone;
    steps = made;
  }

  async function endEpoch(epoch: number): Promise<void> {
    const started = performance.now();
    const validation = await source.validate();
    if (one.measuredEpochs.includes(epoch)) {
      for (const observer of observers) pending.measurements.push(...await observer.epoch?.(epoch, source.theta) ?? []);
    }
    tally.measureSeconds += (performance.now() - started) / 1000;
    pending.epochs.push({
      epoch,
      steps,
      digest: digestOf(source.theta),
      trainLoss: tally.loss / source.stepsPerEpoch,
      trainAccuracy: tally.correct / (source.stepsPerEpoch * one.batchSize),
      validationLoss: validation.loss,
      validationAccuracy: validation.accuracy,
      trainSeconds: tally.trainSeconds,
      measureSeconds: tally.measureSeconds,
    });
    tally.endEpoch();
  }

  async function observe(
    made: Made,
    observers: readonly Observer[],
  ): Promise<{ row: StepRow; observation: Observation }> {
    const { step } = made;
    const observation: Observation = { values: {}, segments: [], measurements: [] };
    observation.values.batchLoss = made.loss;
    observation.values.batchAccuracy = made.correct / one.batchSize;
    // Past divergence a segment has no loss to compare; the cheap numbers are stored as they are.
    const looked = made.finite ? step : { ...step, measured: false };
    for (const observer of observers) await observer.step?.(looked, observation);
    const { index, epoch, stepInEpoch, learningRate } = step;
    return { row: { step: index, epoch, stepInEpoch, learningRate, values: observation.values }, observation };
  }
}

/** SHA-256 of theta's bytes, hexadecimal. */
export function digestOf(theta: Float32Array<ArrayBuffer>): string {
  return createHash("sha256").update(new Uint8Array(theta.buffer, theta.byteOffset, theta.byteLength)).digest("hex");
}

/** Rows made and not stored yet. */
class Pending {
  #steps: StepRow[] = [];
  #segments: SegmentRow[] = [];
  readonly epochs: EpochRow[] = [];
  readonly measurements: Measurement[] = [];

  add(row: StepRow, { segments, measurements }: Observation): void {
    this.#steps.push(row);
    this.#segments.push(...segments);
    this.measurements.push(...measurements);
  }

  take(): Rows {
    const rows = {
      steps: this.#steps,
      segments: this.#segments,
      epochs: this.epochs.splice(0),
      measurements: this.measurements.splice(0),
    };
    this.#steps = [];
    this.#segments = [];
    return rows;
  }
}

/** Sums over the epoch begun, and seconds over the whole walk. */
class Tally {
  loss = 0;
  correct = 0;
  trainSeconds = 0;
  measureSeconds = 0;

  add({ loss, correct }: Made, trainSeconds: number, measureSeconds: number): void {
    this.loss += loss;
    this.correct += correct;
    this.trainSeconds += trainSeconds;
    this.measureSeconds += measureSeconds;
  }

  endEpoch(): void {
    this.loss = 0;
    this.correct = 0;
  }

  state(): number[] {
    return [this.loss, this.correct, this.trainSeconds, this.measureSeconds];
  }

  restore([loss = 0, correct = 0, trainSeconds = 0, measureSeconds = 0]: number[]): void {
    Object.assign(this, { loss, correct, trainSeconds, measureSeconds });
  }
}
