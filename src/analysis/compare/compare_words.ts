import type { Group, Verdict, VerdictWord } from "../../spec/claim.ts";

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
}

/**
 * Puts the words of two runs side by side, in the order of the second's, then those that only the first has. `obstacle` is why none of them
 * can be held against each other; empty where they can.
 */
export function compareWords(a: readonly Verdict[], b: readonly Verdict[], obstacle: string): WordComparison[] {
  const key = ({ claim, group }: Verdict) => JSON.stringify([claim, Object.entries(group).sort()]);
  const firsts = new Map(a.map((verdict) => [key(verdict), verdict]));
  const seconds = new Set(b.map(key));
  return [
    ...b.map((second) => wordsOf(firsts.get(key(second)), second, obstacle)),
    ...a.filter((first) => !seconds.has(key(first))).map((first) => wordsOf(first, undefined, obstacle)),
  ];
}

/** Whether the verdict changed: both runs have one by the same criterion, and the words differ. */
export function wordChanged({ a, b, note }: WordComparison): boolean {
  return note === "" && a !== b;
}

function wordsOf(first: Verdict | undefined, second: Verdict | undefined, obstacle: string): WordComparison {
  const { claim, statement, group } = (second ?? first)!;
  return {
    claim,
    statement,
    group,
    ...(first === undefined ? {} : { a: first.word }),
    ...(second === undefined ? {} : { b: second.word }),
    note: noteOn(first, second) || obstacle,
  };
}

function noteOn(first: Verdict | undefined, second: Verdict | undefined): string {
  if (first === undefined) return "only in B";
  if (second === undefined) return "only in A";
  if (first.version !== second.version) return `criterion version ${first.version} and ${second.version}`;
  if (first.estimator !== second.estimator) return `measured by ${first.estimator} and by ${second.estimator}`;
  return first.criterion === second.criterion ? "" : `criterion ${first.criterion} and ${second.criterion}`;
}
