import { formatValue, type Subject, type Verdict, type VerdictWord } from "../../mod.ts";

/** The suite's question answered in a sentence, from the verdicts on W6 and W1. */
export function answer({ verdicts, run }: Subject): string {
  const crossing = verdicts.filter(({ claim }) => claim === "W6");
  const inside = verdicts.filter(({ claim }) => claim === "W1");
  const greatest = Math.max(...crossing.flatMap(({ estimate }) => estimate === undefined ? [] : [estimate.mean]));
  const bounces = `that most steps have a minimum inside (W1) is supported in ${
    count(inside, "supported")
  } and contradicted in ${count(inside, "contradicted")} of ${inside.length}`;
  return `${
    crosses(crossing, `at the scale of the ${run.preset} preset`, formatValue(greatest, "share"))
  }; ${bounces}.`;
}

function crosses(verdicts: readonly Verdict[], scale: string, greatest: string): string {
  const [supported, contradicted] = [count(verdicts, "supported"), count(verdicts, "contradicted")];
  const settings = `${verdicts.length} settings`;
  if (contradicted > 0) {
    return `Yes, in ${contradicted} of ${settings} ${scale}: the barrier rate reaches ${greatest} of the steps (W6)`;
  }
  if (supported === 0) return `This run cannot say: the verdict is open in each of ${settings} ${scale} (W6)`;
  const rare = "fewer than 1 % of the steps cross a barrier";
  if (supported < verdicts.length) {
    return `Not decided everywhere: ${rare} in ${supported} of ${settings} ${scale} (W6)`;
  }
  return `Hardly: in all ${settings} ${scale} ${rare}, ${greatest} at most (W6)`;
}

function count(verdicts: readonly Verdict[], word: VerdictWord): number {
  return verdicts.filter((verdict) => verdict.word === word).length;
}
