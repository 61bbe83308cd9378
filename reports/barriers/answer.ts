import { formatValue, type Subject, type Verdict, type VerdictWord } from "../../mod.ts";

/** The suite's question answered in a sentence, from the verdicts on W6 and W1. */
export function answer({ verdicts, run }: Subject): string {
  const crossing = verdicts.filter(({ claim }) => claim === "W6");
  const inside = verdicts.filter(({ claim }) => claim === "W1");
  const scale = `at the scale of the ${run.preset} preset`;
  if (crossing.every(({ estimate }) => estimate === undefined)) {
    return `This run cannot say: no setting of W6 was testable ${scale}.`;
  }
  const greatest = Math.max(...crossing.flatMap(({ estimate }) => estimate === undefined ? [] : [estimate.mean]));
  const bounces = `most steps have a minimum inside in ${count(inside, "supported")} of ${inside.length} settings (W1)`;
  if (count(crossing, "contradicted") > 0) {
    return `Yes, in ${
      count(crossing, "contradicted")
    } of ${crossing.length} settings ${scale}: the barrier rate reaches ${
      formatValue(greatest, "share")
    } (W6); ${bounces}.`;
  }
  if (count(crossing, "supported") === crossing.length) {
    return `Hardly: in all ${crossing.length} settings ${scale} fewer than 1 % of the steps cross a barrier, ${
      formatValue(greatest, "share")
    } at most (W6); ${bounces}.`;
  }
  return `Not decided everywhere: fewer than 1 % of the steps cross a barrier in ${
    count(crossing, "supported")
  } of ${crossing.length} settings ${scale} (W6), the rest needs more seeds; ${bounces}.`;
}

function count(verdicts: readonly Verdict[], word: VerdictWord): number {
  return verdicts.filter((verdict) => verdict.word === word).length;
}
