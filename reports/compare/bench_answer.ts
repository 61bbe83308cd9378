import type { BenchComparison } from "../../mod.ts";

/** Which benchmarks a test tells apart, in a sentence. */
export function benchAnswer({ rows }: BenchComparison): string {
  const parts = (["faster", "slower"] as const).map((answer) => {
    const told = rows.filter((row) => row.answer === answer).length;
    return `${told} of ${rows.length} ${answer}`;
  });
  return `${parts.join(" and ")} in B.`;
}
