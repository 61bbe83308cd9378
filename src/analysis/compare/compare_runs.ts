/** Two runs of one suite, held against each other. */

import type { Group } from "../../spec/claim.ts";
import type { RunRecord } from "../../store/run_rows.ts";
import { answerQuantity, type QuantityComparison } from "./answer.ts";
import { claimQuantities, withBitsOf } from "./claim_quantities.ts";
import type { ComparedRun } from "./compared_run.ts";
import { compareTimings, type TimingComparison } from "./compare_timings.ts";
import { compareWalks, sameUpTo, type WalkComparison } from "./compare_walks.ts";
import { compareWords, type WordComparison } from "./compare_words.ts";
import { correctAnswers } from "./correct_answers.ts";
import { labelSettings } from "./label_settings.ts";
import { type Circumstance, findClaimObstacles, findObstacles, findVersionObstacle } from "./obstacles.ts";
import { type OverallTiming, overallTimings } from "./overall_timings.ts";
import { keyOf, type Quantity } from "./quantity.ts";
import { findWarnings, type Warnings } from "./warnings.ts";

/** What is the same in two runs of a suite, what moved, and by how much. */
export interface RunComparison {
  /** The first run, which the second is held against. */
  readonly a: RunRecord;
  /** The second run. */
  readonly b: RunRecord;
  /** What one should know of the two runs. */
  readonly warnings: Warnings;
  /** The verdicts' words, side by side. */
  readonly words: readonly WordComparison[];
  /** The quantities that both runs have; claims first. */
  readonly quantities: readonly QuantityComparison[];
  /** The cases that both runs have. */
  readonly walks: readonly WalkComparison[];
  /** What only one of them has, in words: cases, quantities. */
  readonly unpaired: readonly string[];
  /** What training and measuring took. */
  readonly timings: readonly TimingComparison[];
  /** The same over all settings together. */
  readonly overall: readonly OverallTiming[];
}

/** How runs are compared. */
export interface CompareOptions {
  /** Circumstances that are meant to differ; none where absent. */
  readonly across?: readonly Circumstance[];
}

/** Compares two runs of one suite: what `b` has against what `a` has. */
export function compareRuns(a: ComparedRun, b: ComparedRun, { across = [] }: CompareOptions = {}): RunComparison {
  const labels = labelSettings([...a.cases, ...b.cases]);
  const groupOf = (setting: string): Group => labels.get(setting) ?? {};
  const walks = compareWalks(a.cases, b.cases, groupOf);
  const bySetting = Map.groupBy(walks, ({ setting }) => setting);
  const [first, second] = quantitiesOf(a, b, walks);
  const byKey = new Map(first.map((quantity) => [keyOf(quantity), quantity]));
  const obstacles = findObstacles(a.run, b.run, across);
  const claimObstacles = findClaimObstacles(a, b);
  const words = compareWords(
    a.verdicts,
    b.verdicts,
    [...findVersionObstacle(a.run, b.run), ...claimObstacles].join("; "),
  );

  const drafts = second.flatMap((quantity): QuantityComparison[] => {
    const other = byKey.get(keyOf(quantity));
    // What neither run has a value for shows in its verdict's words.
    if (other === undefined || other.values.length + quantity.values.length === 0) return [];
    const own = quantity.part === "claim" ? walks : bySetting.get(quantity.setting) ?? [];
    const { epoch } = quantity.group;
    return [answerQuantity(other, quantity, {
      group: quantity.part === "claim"
        ? quantity.group
        : { ...groupOf(quantity.setting), ...(epoch === undefined ? {} : { epoch }) },
      obstacles: [
        ...obstacles,
        ...new Set(own.map(({ obstacle }) => obstacle).filter(Boolean)),
        ...quantity.part === "claim" ? [...claimObstacles, ...criterionObstacle(words, quantity)] : [],
      ],
      sameWalks: sameUpTo(own, quantity.part === "claim" || epoch === undefined ? undefined : Number(epoch)),
    })];
  });
  const timings = compareTimings(a.cases, b.cases, groupOf);
  return {
    a: a.run,
    b: b.run,
    warnings: findWarnings(a, b),
    words,
    quantities: correctAnswers(drafts),
    walks,
    unpaired: [...unpairedCases(a, b, groupOf), ...unpairedNames(first, second)],
    timings,
    overall: overallTimings(timings),
  };
}

/** The quantities of both runs, the claims' first. */
function quantitiesOf(a: ComparedRun, b: ComparedRun, walks: readonly WalkComparison[]): [Quantity[], Quantity[]] {
  const [first, second] = [claimQuantities(a.verdicts), claimQuantities(b.verdicts)];
  const sameRows = walks.length === a.cases.length && walks.length === b.cases.length &&
    walks.every((one) => one.sameRows);
  return [
    [...first, ...a.quantities],
    [...sameRows ? withBitsOf(first, second) : second, ...b.quantities],
  ];
}

/** A claim whose estimator changed has other numbers on purpose; what its criterion asks of them is no matter. */
function criterionObstacle(words: readonly WordComparison[], { name, group }: Quantity): string[] {
  const note = words.find((one) => one.claim === name && one.group === group)?.note ?? "";
  return note.startsWith("measured by") ? [note] : [];
}

function unpairedCases(a: ComparedRun, b: ComparedRun, groupOf: (setting: string) => Group): string[] {
  const only = (which: string, own: ComparedRun, other: ComparedRun): string[] => {
    const walks = new Set(other.cases.map(({ walk }) => walk));
    const left = Map.groupBy(own.cases.filter(({ walk }) => !walks.has(walk)), ({ setting }) => setting);
    return [...left].map(([setting, cases]) =>
      `only ${which} has ${settingWords(groupOf(setting))}, seed ${cases.map(({ seed }) => seed).join(", ")}`
    );
  };
  return [...only("A", a, b), ...only("B", b, a)];
}

function settingWords(group: Group): string {
  return Object.entries(group).map(([name, value]) =>
    name === "network" || name === "dataset" ? `${value}` : `${name.replaceAll("_", " ")} ${value}`
  ).join(", ");
}

/** What only one of the runs measured at all. */
function unpairedNames(a: readonly Quantity[], b: readonly Quantity[]): string[] {
  const names = (all: readonly Quantity[]) => new Set(all.map(({ name }) => name));
  const [first, second] = [names(a), names(b)];
  return [
    ...[...first.difference(second)].map((name) => `only A has ${name}`),
    ...[...second.difference(first)].map((name) => `only B has ${name}`),
  ];
}
