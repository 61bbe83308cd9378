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

/** The fields of a case that are crossed. */
export type Crossed = Omit<Case, "seed" | "measuredEpochs">;

/** A grid of cases: each field of a case as one value or an axis, and how many seeds. */
export type Grid =
  & { readonly [Field in keyof Crossed]: Axis<NonNullable<Crossed[Field]>> }
  & { readonly measuredEpochs: readonly number[]; readonly seeds: number };

/** A number that a paper prints, for showing beside ours. */
export interface Published {
  /** What was counted or measured, for example `"barriers"`. */
  readonly quantity: string;
  /** Name of the network. */
  readonly network: string;
  /** Counted from 1. */
  readonly epoch: number;
  /** Absent where the paper names none. */
  readonly learningRate?: number;
  /** The number as printed. */
  readonly value: number;
  /** Out of how many, where the value is a count. */
  readonly of?: number;
}

/** Where a suite's claims come from. */
export interface Reference {
  /** Title. */
  readonly paper: string;
  /** Authors and year. */
  readonly authors: string;
  /** For example `"arXiv 1802.08770"`; empty where there is none. */
  readonly identifier: string;
  /** Sections, tables and figures. */
  readonly where: string;
}

/** What the paper used, to list where a run departs from it. */
export type PaperSetting = ComparedSetting | WordedSetting;

/** What the paper used for a field of a case: listed where the run's cases have another value. */
export interface ComparedSetting {
  /** Which networks it holds for; every network where absent. */
  readonly network?: string;
  /** A field of `Case`, `"parameterCount"` or `"seeds"`. */
  readonly field: string;
  /** The paper's value or values. */
  readonly value: string | number | readonly (string | number)[];
  /** Where it was read: the paper's text or the released code. */
  readonly source: "text" | "code";
}

/** A departure that values cannot tell: always listed, in these words. */
export interface WordedSetting {
  /** Which networks it holds for; every network where absent. */
  readonly network?: string;
  /** What it is about, or, without `here`, a field as in `ComparedSetting`. */
  readonly field: string;
  /** What the paper does; `"not known"` where that was not at hand. */
  readonly paper: string;
  /** What a run does; its cases' values of the field where absent. */
  readonly here?: string;
  /** Where the paper's side was read, or `"ours"` where it is not known and the run's setting our own choice. */
  readonly source: "text" | "code" | "ours";
}

/** A place where a run differs from the paper. */
export interface Deviation {
  /** Name of the network. */
  readonly network: string;
  /** As in `PaperSetting`. */
  readonly field: string;
  /** The paper's values, or what it does in words. */
  readonly paper: string;
  /** The run's values, or what it does in words. */
  readonly here: string;
}

/** A suite: one hypothesis a file. */
export interface Suite {
  /** The name on the command line. */
  readonly name: string;
  /** A number that grows when the suite's rows or meaning change; results of different versions are never tested against each other. */
  readonly version: number;
  /** The hypothesis as a question: the title of its page. */
  readonly question: string;
  /** Where the claims come from. */
  readonly reference: Reference;
  /** What looks at each step, in this order: a measure may read what those before it gave. */
  readonly measures: readonly Measure[];
  /** The grids of each size. */
  readonly presets: Readonly<Record<PresetName, readonly Grid[]>>;
  /** The registered claims. */
  readonly claims: readonly Claim[];
  /** The paper's numbers, shown beside ours. */
  readonly published: readonly Published[];
  /** The paper's set-up as far as it is known, to list where a run departs from it. */
  readonly paperSettings: readonly PaperSetting[];
}
