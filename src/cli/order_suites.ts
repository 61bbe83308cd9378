import { hasRowsOf } from "../walk/given.ts";
import type { FoundSuite } from "./find_suite.ts";

/**
 * Suites in an order in which those that can give others rows come first: a suite whose measures hold another's before it, else in the
 * order given.
 */
export function orderSuites(suites: readonly FoundSuite[]): FoundSuite[] {
  const waiting = [...suites];
  const ordered: FoundSuite[] = [];
  while (waiting.length > 0) {
    const next = waiting.findIndex((one) => !waiting.some((other) => givesTo(other, one) && !givesTo(one, other)));
    ordered.push(...waiting.splice(next, 1));
  }
  return ordered;
}

function givesTo({ suite: { measures: seen } }: FoundSuite, { suite: { measures: wanted } }: FoundSuite): boolean {
  return hasRowsOf(seen, wanted);
}
