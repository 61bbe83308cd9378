import { countWord, type Verdict } from "../../mod.ts";

/** What a claim's primary settings say, as a predicate: "supported in 1 and contradicted in 3 of 4 primary settings", "open in all 4 primary settings". */
export function wordsOfPrimary(verdicts: readonly Verdict[]): string {
  const primary = verdicts.filter(({ exploratory }) => !exploratory);
  const [supported, contradicted] = [countWord(primary, "supported"), countWord(primary, "contradicted")];
  if (primary.length === 0) return "judged in no primary setting";
  const kind = "primary setting";
  if (supported + contradicted === 0) return `open in ${allOf(primary.length, kind)}`;
  if (supported === primary.length) return `supported in ${allOf(primary.length, kind)}`;
  if (contradicted === primary.length) return `contradicted in ${allOf(primary.length, kind)}`;
  return `supported in ${supported} and contradicted in ${contradicted} of ${primary.length} ${kind}s`;
}

/** "all 4 settings", "the one setting". */
export function allOf(count: number, kind: string): string {
  return count === 1 ? `the one ${kind}` : `all ${count} ${kind}s`;
}
