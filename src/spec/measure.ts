/** What a measure is: it looks at the steps of a walk and gives numbers. It never changes the walk. */

import type { Case } from "./case.ts";
import type { Batch, Program, SampleSet } from "./engine.ts";
import type { Draw, Measurement, SegmentRow, StepValues } from "./row.ts";

/** Plain data that survives JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** One step of a walk, from theta_t to theta_{t+1}. The vectors are `[P]` and only lent. */
export interface Step {
  /** t, counted from 0. */
  readonly index: number;
  /** Counted from 1. */
  readonly epoch: number;
  /** Counted from 0. */
  readonly stepInEpoch: number;
  /** Whether the expensive measures look at this step. */
  readonly measured: boolean;
  /** eta of this step. */
  readonly learningRate: number;
  /** theta_t. */
  readonly from: Float32Array<ArrayBuffer>;
  /** theta_{t+1}. */
  readonly to: Float32Array<ArrayBuffer>;
  /** theta_0. */
  readonly origin: Float32Array<ArrayBuffer>;
  /**
   * What the step follows, without weight decay and momentum: the gradient of `batch`'s mean loss at theta_t and, where the case's
   * descent adds it, noise.
   */
  readonly gradient: Float32Array<ArrayBuffer>;
  /** The gradient of the step before; undefined at the first step. */
  readonly previousGradient: Float32Array<ArrayBuffer> | undefined;
  /** The samples that the gradient was taken on: the mini-batch of this step or all training samples. */
  readonly batch: Batch;
  /** How many of them are differentiated, and normalised, together. */
  readonly subBatchSize: number;
}

/** What a measure adds for one step. */
export interface Observation {
  /** Columns of the step's row. */
  readonly values: Partial<StepValues>;
  /** The points of evaluated segments. */
  readonly segments: SegmentRow[];
  /** Anything else, with its estimator's provenance. */
  readonly measurements: Measurement[];
}

/** What a measure has at hand in one walk. */
export interface MeasureContext {
  /** The case that is walked. */
  readonly case: Case;
  /** The compiled network. */
  readonly program: Program;
  /** The fixed evaluation samples in their fixed batches. */
  readonly evaluation: SampleSet;
  /** All training samples of the case in batches of the evaluation's size; made at the first call. */
  training(): SampleSet;
  /** The evaluation samples in their batches, to differentiate on; made at the first call. */
  evaluationBatches(): readonly Batch[];
  /**
   * The evaluation samples anew: reshuffled, cut into other batches and, where asked for and the case augments, augmented.
   * `draw` names the drawing (step and point, say), so that the same name gives the same samples also after a resume.
   */
  redraw(draw: string, options: { readonly augment: boolean }): SampleSet;
  /**
   * A mini-batch of the case's size, augmented where the case augments, drawn from the training samples for this alone: `drawing` names
   * it, so that the same name gives the same samples also after a resume.
   */
  drawBatch(drawing: string): Batch;
}

/** A measure at work in one walk. */
export interface Observer {
  /**
   * Looks at a step and adds to its observation; what measures before it added can be read there. Measurements without a step
   * are stored as this step's.
   */
  step?(step: Step, observation: Observation): Promise<void> | void;
  /** Looks at the end of a measured epoch, at theta after its last step, and gives measurements. */
  epoch?(epoch: number, theta: Float32Array<ArrayBuffer>): Promise<Measurement[]>;
  /** Looks at theta after the last step of a finished walk, and gives measurements of the whole walk. */
  end?(theta: Float32Array<ArrayBuffer>): Promise<Measurement[]>;
  /** What it must remember across a resume; undefined where nothing. */
  state?(): Json;
  /** Vectors that it must remember across a resume, bit for bit; written down at once, so it may lend its own. */
  vectors?(): Float32Array<ArrayBuffer>[];
  /**
   * Takes back what `state()` and `vectors()` gave, before the first step after a resume: null and no vectors where it has not the
   * one or the other. The vectors are its own from then on.
   */
  restore?(state: Json, vectors: Float32Array<ArrayBuffer>[]): void;
}

/** The rows of a measure. */
export interface Given {
  /** Columns of a step's row. */
  readonly values?: readonly (keyof StepValues)[];
  /** Columns that it computes from the points of a segment: given where a measure before it gives segments of that draw. */
  readonly drawn?: Readonly<Partial<Record<Draw, readonly (keyof StepValues)[]>>>;
  /** Segments, by how their samples are drawn. */
  readonly draws?: readonly Draw[];
  /** Measurements by name. */
  readonly measurements?: readonly string[];
}

/** A measure as it is stored with a run. */
export interface MeasureRecord {
  /** The field's name for the quantity, for example `"segment"`. */
  readonly name: string;
  /** Its options. */
  readonly options: Json;
  /** What it gives: a case whose rows are taken from another suite's walk takes these. Absent in runs of older code. */
  readonly gives?: Given;
}

/** A measure as a suite declares it. */
export interface Measure extends Required<MeasureRecord> {
  /** Its cost: forward passes of one sample in one measured step, about. */
  passes(of: Case): number;
  /** What it adds to each step, measured or not, on average, in the same passes; none where absent. */
  stepPasses?(of: Case): number;
  /** What it adds at the end of a measured epoch, in the same passes; none where absent. */
  epochPasses?(of: Case): number;
  /** Sets it to work in a walk. */
  start(context: MeasureContext): Observer;
}
