/** What a running case tells about itself. */

import type { CaseStatus } from "./row.ts";

/** Sent a few times a second by each running case, and once when it starts and ends. */
export interface CaseProgress {
  readonly caseId: string;
  readonly status: CaseStatus;
  /** Steps made, of `steps` in all. */
  readonly step: number;
  readonly steps: number;
  readonly epoch: number;
  /** Work done and to do, in forward passes of one sample: training and measuring on one scale, for the time left. */
  readonly work: number;
  readonly totalWork: number;
  /** Mean mini-batch loss lately, nats; NaN before the first step. */
  readonly loss: number;
  /** What failed, where it failed. */
  readonly error?: string;
  /** What the user should know of this case, told once. */
  readonly note?: string;
}
