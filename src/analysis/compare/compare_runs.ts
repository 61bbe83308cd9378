/** Two runs of one suite, held against each other. */

import type { Group } from "../../spec/claim.ts";
import type { RunRecord } from "../../store/run_rows.ts";
import { type Answer, answerQuantity, type QuantityComparison } from "./answer.ts";
import { claimQuantities, withBitsOf } from "./claim_quantities.ts";
import type { ComparedRun } from "./compared_run.ts";
import { compareTimings, type TimingComparison } from "./compare_timings.ts";
import { compareWalks, sameUpTo, type WalkComparison } from "./compare_walks.ts";
import { compareWords, pairWords, type WordComparison, type WordPair } from "./compare_words.ts";
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
  /** The verdicts' words, side by side, with what became of them. */
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
  const sameRows = walks.length === a.cases.length && walks.length === b.cases.length &&
    walks.every((one) => one.sameRows);
  const [first, second] = quantitiesOf(a, b, sameRows);
  const byKey = new Map(first.map((quantity) => [keyOf(quantity), quantity]));
  const obstacles = findObstacles(a.run, b.run, across);
  const claimObstacles = findClaimObstacles(a, b);
  const words = pairWords(
    a.verdicts,
    b.verdicts,
    [...findVersionObstacle(a.run, b.run), ...claimObstacles].join("; "),
  );

  const drafts = new Map<Quantity, QuantityComparison>();
  // A count rests on the numbers that it counts, a claim on all of its run: these are answered first.
  for (const quantity of second.toSorted((x, y) => rankOf(x) - rankOf(y))) {
    const other = byKey.get(keyOf(quantity));
    // What neither run has a value for shows in its verdict's words.
    if (other === undefined || other.values.length + quantity.values.length === 0) continue;
    const own = quantity.part === "claim" ? walks : bySetting.get(quantity.setting) ?? [];
    const { epoch } = quantity.group;
    drafts.set(
      quantity,
      answerQuantity(other, quantity, {
        group: quantity.part === "claim"
          ? quantity.group
          : { ...groupOf(quantity.setting), ...(epoch === undefined ? {} : { epoch }) },
        obstacles: [
          ...obstacles,
          ...new Set(own.map(({ obstacle }) => obstacle).filter(Boolean)),
          ...quantity.part === "claim" ? [...claimObstacles, ...criterionObstacle(words, quantity)] : [],
        ],
        sameWalks: sameUpTo(own, quantity.part === "claim" || epoch === undefined ? undefined : Number(epoch)),
        ofRounded: restsOnRounded(quantity),
      }),
    );
  }
  const quantities = correctAnswers(second.flatMap((quantity) => drafts.get(quantity) ?? []));
  const timings = compareTimings(a.cases, b.cases, groupOf);
  return {
    a: a.run,
    b: b.run,
    warnings: findWarnings(a, b),
    words: compareWords(words, { quantities, sameRows, comparable: obstacles.length === 0 }),
    quantities,
    walks,
    unpaired: [...unpairedCases(a, b, groupOf), ...unpairedNames(first, second)],
    timings,
    overall: overallTimings(timings),
  };

  /** Whether it is a count or a claim, and of what it rests on something moved by rounding and nothing by more. */
  function restsOnRounded(quantity: Quantity): boolean {
    if (rankOf(quantity) === 0 || quantity.part === "claim" && sameRows) return false;
    const found = [...drafts].flatMap(([one, { answer }]): Answer[] => {
      const below = quantity.part === "claim"
        ? one.part !== "claim"
        : rankOf(one) === 0 && one.setting === quantity.setting && one.group.epoch === quantity.group.epoch;
      return below ? [answer] : [];
    });
    return found.includes("same to rounding") &&
      found.every((answer) => answer === "same to rounding" || answer === "identical");
  }
}

/** What a quantity rests on has a lower rank: numbers that move by any amount, counts, claims. */
function rankOf({ part, values }: Quantity): number {
  return part === "claim" ? 2 : values.some(({ resolution }) => resolution > 0) ? 1 : 0;
}

/** The quantities of both runs, the claims' first. */
function quantitiesOf(a: ComparedRun, b: ComparedRun, sameRows: boolean): [Quantity[], Quantity[]] {
  const [first, second] = [claimQuantities(a.verdicts), claimQuantities(b.verdicts)];
  return [
    [...first, ...a.quantities],
    [...sameRows ? withBitsOf(first, second) : second, ...b.quantities],
  ];
}

/** A claim whose estimator changed has other numbers on purpose; what its criterion asks of them is no matter. */
function criterionObstacle(words: readonly WordPair[], { name, group }: Quantity): string[] {
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
