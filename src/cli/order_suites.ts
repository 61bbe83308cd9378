import type { Suite } from "../spec/suite.ts";
import { hasRowsOf } from "../walk/given.ts";

/**
 * Suites in an order in which those that can give others rows come first: a suite whose measures hold another's before it, else in the
 * order given.
 */
export function orderSuites<One extends Pick<Suite, "measures">>(suites: readonly One[]): One[] {
  const waiting = [...suites];
  const ordered: One[] = [];
  while (waiting.length > 0) {
    const next = waiting.findIndex((one) => !waiting.some((other) => givesTo(other, one) && !givesTo(one, other)));
    ordered.push(...waiting.splice(next, 1));
  }
  return ordered;
}

function givesTo({ measures: seen }: Pick<Suite, "measures">, { measures: wanted }: Pick<Suite, "measures">): boolean {
  return hasRowsOf(seen, wanted);
}
