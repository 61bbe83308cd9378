import { countWord, type Verdict } from "../../mod.ts";

/** What a claim's primary settings say, as a predicate: "supported in 1 and contradicted in 3 of 4 primary settings", "open in all 4 primary settings". */
export function wordsOfPrimary(verdicts: readonly Verdict[]): string {
  const primary = verdicts.filter(({ exploratory }) => !exploratory);
  const [supported, contradicted] = [countWord(primary, "supported"), countWord(primary, "contradicted")];
  if (primary.length === 0) return "judged in no primary setting";
  const settings = `${primary.length} primary ${primary.length === 1 ? "setting" : "settings"}`;
  if (supported + contradicted === 0) return `open in all of ${settings}`;
  return `supported in ${supported} and contradicted in ${contradicted} of ${settings}`;
}
