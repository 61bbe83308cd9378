import type { Group, Verdict, VerdictWord } from "../../spec/claim.ts";
import type { QuantityComparison } from "./answer.ts";

/**
 * What became of a verdict's word: `"changed"` where noise cannot have done it, `"flipped"` where it is another one though its value did not move
 * beyond noise, `"apart"` where the two cannot be held against each other.
 */
export type WordMove = "changed" | "flipped" | "same" | "apart";

/** A claim's word for a group in two runs. */
export interface WordComparison {
  /** The claim's id. */
  readonly claim: string;
  /** The claim in words. */
  readonly statement: string;
  /** The group. */
  readonly group: Group;
  /** The first run's word; absent where it has none. */
  readonly a?: VerdictWord;
  /** The second run's. */
  readonly b?: VerdictWord;
  /** Why the words cannot be held against each other; empty where they can. */
  readonly note: string;
  /** What became of it. */
  readonly move: WordMove;
  /** What its value did, where the word is another one; empty where it is not. */
  readonly why: string;
}

/** The words alone, before it is known what their values did. */
export interface WordPair extends Omit<WordComparison, "move" | "why"> {
  /** Whether the first run's seeds have a value, and the second's. */
  readonly measured: { readonly a: boolean; readonly b: boolean };
}

/**
 * Puts the words of two runs side by side, in the order of the second's, then those that only the first has. `obstacle` is why none of them
 * can be held against each other; empty where they can.
 */
export function pairWords(a: readonly Verdict[], b: readonly Verdict[], obstacle: string): WordPair[] {
  const key = ({ claim, group }: Verdict) => JSON.stringify([claim, Object.entries(group).sort()]);
  const firsts = new Map(a.map((verdict) => [key(verdict), verdict]));
  const seconds = new Set(b.map(key));
  return [
    ...b.map((second) => wordsOf(firsts.get(key(second)), second, obstacle)),
    ...a.filter((first) => !seconds.has(key(first))).map((first) => wordsOf(first, undefined, obstacle)),
  ];
}

/** What is known of a comparison when its words are told. */
export interface WordOptions {
  /** The claims' values, after Holm's correction. */
  readonly quantities: readonly QuantityComparison[];
  /** Whether the runs have the same cases and all their rows are identical bit for bit, so that only the judging can make another word. */
  readonly sameRows: boolean;
  /** Whether the runs' values can be held against each other. */
  readonly comparable: boolean;
}

/**
 * What became of each word. A word is a threshold on an interval, so that it flips by noise alone wherever an end lies near its limit:
 * a word that is another one has changed only where its value moved beyond noise, where one run alone has a value, or where all rows are the
 * same, so that the judging is another.
 */
export function compareWords(
  pairs: readonly WordPair[],
  { quantities, sameRows, comparable }: WordOptions,
): WordComparison[] {
  return pairs.map(({ measured, ...pair }): WordComparison => {
    if (pair.note !== "") return { ...pair, move: "apart", why: "" };
    if (pair.a === pair.b) return { ...pair, move: "same", why: "" };
    if (comparable && measured.a !== measured.b) {
      return { ...pair, move: "changed", why: `only ${measured.a ? "A" : "B"} has a value` };
    }
    if (sameRows) return { ...pair, move: "changed", why: "all rows are the same: the judging changed" };
    const value = quantities.find(({ part, name, group }) =>
      part === "claim" && name === pair.claim && group === pair.group
    );
    return { ...pair, move: value?.answer === "beyond noise" ? "changed" : "flipped", why: describeMove(value) };
  });
}

function describeMove(value: QuantityComparison | undefined): string {
  if (value === undefined) return "no value in both runs";
  const { answer, note } = value;
  return answer === "not comparable" ? `${answer}: ${note}` : answer;
}

function wordsOf(first: Verdict | undefined, second: Verdict | undefined, obstacle: string): WordPair {
  const { claim, statement, group } = (second ?? first)!;
  return {
    claim,
    statement,
    group,
    ...(first === undefined ? {} : { a: first.word }),
    ...(second === undefined ? {} : { b: second.word }),
    note: noteOn(first, second) || obstacle,
    measured: { a: hasValues(first), b: hasValues(second) },
  };
}

function hasValues(verdict: Verdict | undefined): boolean {
  return verdict !== undefined && verdict.values.some(({ value }) => Number.isFinite(value));
}

function noteOn(first: Verdict | undefined, second: Verdict | undefined): string {
  if (first === undefined) return "only in B";
  if (second === undefined) return "only in A";
  if (first.version !== second.version) return `criterion version ${first.version} and ${second.version}`;
  if (first.estimator !== second.estimator) return `measured by ${first.estimator} and by ${second.estimator}`;
  return first.criterion === second.criterion ? "" : `criterion ${first.criterion} and ${second.criterion}`;
}
