/** What a suite is: a hypothesis, the grid that it is tested on, the measures and the registered claims. */

import type { Case } from "./case.ts";
import type { Claim } from "./claim.ts";
import type { Measure } from "./measure.ts";

/** The sizes that a suite runs at. */
export const presetNames = ["smoke", "laptop", "paper"] as const;

/** `smoke` takes seconds, `laptop` minutes, `paper` a GPU or a cluster. */
export type PresetName = typeof presetNames[number];

/** One value, or several that are crossed with the other axes. */
export type Axis<Value> = Value | readonly Value[];

/** A grid of cases: each field of a case as one value or an axis, and how many seeds. */
export type Grid =
  & {
    readonly [Field in Exclude<keyof Case, "seed" | "measuredEpochs">]: Axis<Case[Field]>;
  }
  & { readonly measuredEpochs: readonly number[]; readonly seeds: number };

/** A number that a paper prints, for showing beside ours. */
export interface Published {
  readonly quantity: string;
  readonly network: string;
  readonly epoch: number;
  readonly learningRate?: number;
  readonly value: number;
  /** Out of how many, where the value is a count. */
  readonly of?: number;
}

/** Where a suite's claims come from. */
export interface Reference {
  readonly paper: string;
  readonly authors: string;
  readonly identifier: string;
  /** Sections, tables and figures. */
  readonly where: string;
}

/** What the paper used for a field of a case, to compare our cases with. */
export interface PaperSetting {
  /** Which networks it holds for; every network where absent. */
  readonly network?: string;
  readonly field: string;
  readonly value: string | number | readonly (string | number)[];
  readonly source: "text" | "code";
}

/** A place where a run differs from the paper. */
export interface Deviation {
  readonly network: string;
  readonly field: string;
  readonly paper: string;
  readonly here: string;
}

/** A suite: one hypothesis a file. */
export interface Suite {
  /** The name on the command line. */
  readonly name: string;
  /** A number that grows when the suite's rows or meaning change; results of different versions are never tested against each other. */
  readonly version: number;
  readonly question: string;
  readonly reference: Reference;
  readonly measures: readonly Measure[];
  readonly presets: Readonly<Record<PresetName, readonly Grid[]>>;
  readonly claims: readonly Claim[];
  readonly published: readonly Published[];
  readonly paperSettings: readonly PaperSetting[];
}
