import type { EpochRow, Measurement, Rows, SegmentRow, StepRow } from "../../src/spec/row.ts";

/** A store in memory that rewinds as the real one does. */
export class MemorySink {
  steps: StepRow[] = [];
  segments: SegmentRow[] = [];
  epochs: EpochRow[] = [];
  measurements: Measurement[] = [];

  append({ steps, segments, epochs, measurements }: Rows): Promise<void> {
    this.steps.push(...steps);
    this.segments.push(...segments);
    this.epochs.push(...epochs);
    this.measurements.push(...measurements);
    return Promise.resolve();
  }

  rewind(steps: number): Promise<boolean> {
    this.steps = this.steps.filter(({ step }) => step < steps);
    this.segments = this.segments.filter(({ step }) => step < steps);
    this.epochs = this.epochs.filter((epoch) => epoch.steps <= steps);
    const last = this.epochs.at(-1)?.epoch ?? 0;
    this.measurements = this.measurements.filter(({ step, epoch }) =>
      step === undefined ? epoch !== undefined && epoch <= last : step < steps
    );
    return Promise.resolve(this.steps.length === steps);
  }

  /** What was stored, but for seconds, which differ from run to run. */
  get rows(): unknown {
    const { steps, segments } = this;
    const epochs = this.epochs.map(({ trainSeconds: _, measureSeconds: __, ...rest }) => rest);
    const measurements = this.measurements.map(({ seconds: _, ...rest }) => rest);
    return { steps, segments, epochs, measurements };
  }
}
