import type { SourceStep } from "./source.ts";

/** What an epoch's row is made of: sums over the epoch begun, and seconds over the whole walk. */
export class RunningTotals {
  loss = 0;
  correct = 0;
  samples = 0;
  trainSeconds = 0;
  measureSeconds = 0;

  add({ loss, correct, samples }: SourceStep, trainSeconds: number, measureSeconds: number): void {
    this.loss += loss;
    this.correct += correct;
    this.samples += samples;
    this.trainSeconds += trainSeconds;
    this.measureSeconds += measureSeconds;
  }

  endEpoch(): void {
    this.loss = 0;
    this.correct = 0;
    this.samples = 0;
  }

  state(): number[] {
    return [this.loss, this.correct, this.samples, this.trainSeconds, this.measureSeconds];
  }

  restore([loss = 0, correct = 0, samples = 0, trainSeconds = 0, measureSeconds = 0]: readonly number[]): void {
    Object.assign(this, { loss, correct, samples, trainSeconds, measureSeconds });
  }
}
