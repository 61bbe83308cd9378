import { formatValue, type Subject, type Verdict, type VerdictWord } from "../../mod.ts";

/** The suite's question answered in a sentence, from the verdicts on W7 and W7q. */
export function answer({ verdicts, run }: Subject): string {
  const larger = verdicts.filter(({ claim }) => claim === "W7");
  const square = verdicts.filter(({ claim }) => claim === "W7q");
  return `${
    keeps(larger, `at the scale of the ${run.preset} preset`)
  }; that height grows as its square (W7q) is supported in ${count(square, "supported")} and contradicted in ${
    count(square, "contradicted")
  } of ${square.length}.`;
}

function keeps(verdicts: readonly Verdict[], scale: string): string {
  const [supported, contradicted] = [count(verdicts, "supported"), count(verdicts, "contradicted")];
  const settings = `${verdicts.length} settings`;
  if (contradicted > 0) return `No, not in ${contradicted} of ${settings} ${scale} (W7)`;
  if (supported === 0) return `This run cannot say: too few seeds or steps in each of ${settings} ${scale} (W7)`;
  const held = verdicts.flatMap(({ word, estimate }) => word === "supported" && estimate ? [2 ** estimate.mean] : []);
  const [least, greatest] = [Math.min(...held), Math.max(...held)].map((factor) => formatValue(factor));
  const by = least === greatest ? least : `${least} to ${greatest}`;
  const doubled = `twice the learning rate makes the height ${by} times as great (W7)`;
  return supported < verdicts.length
    ? `Not decided everywhere: in ${supported} of ${settings} ${scale} ${doubled}`
    : `Yes, in all of ${settings} ${scale}: ${doubled}`;
}

function count(verdicts: readonly Verdict[], word: VerdictWord): number {
  return verdicts.filter((verdict) => verdict.word === word).length;
}
