import type { Subject, VerdictWord } from "../../mod.ts";

const words: readonly VerdictWord[] = ["supported", "contradicted", "undecided", "not testable"];

/** What the verdicts say, claim by claim, or counted over all where there are many claims. */
export function answer({ verdicts, run }: Subject): string {
  const scale = `At the scale of the ${run.preset} preset`;
  if (verdicts.length === 0) return `${scale} no claim was judged.`;
  const claims = [...Map.groupBy(verdicts, ({ claim }) => claim)];
  const counted = (own: typeof verdicts) =>
    words.flatMap((word) => {
      const count = own.filter((verdict) => verdict.word === word).length;
      return count === 0 ? [] : [`${word} in ${count}`];
    }).join(", ");
  const settings = (count: number) => count === 1 ? "1 setting" : `${count} settings`;
  if (claims.length > 4) {
    return `${scale} ${claims.length} claims were judged, in ${settings(verdicts.length)} together: ${
      counted(verdicts)
    }.`;
  }
  return `${scale}: ${
    claims.map(([id, own]) => `${id}, judged in ${settings(own.length)}, is ${counted(own)}`).join("; ")
  }.`;
}
