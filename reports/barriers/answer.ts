import { countWord, formatValue, type Subject, type Verdict } from "../../mod.ts";
import { allOf, wordsOfPrimary } from "../sections/words_of_primary.ts";

/** The suite's question answered in a sentence, from the verdicts on W6, W1 and W1b. */
export function answer({ verdicts, run }: Subject): string {
  const of = (id: string) => verdicts.filter(({ claim }) => claim === id);
  const crossing = of("W6");
  const greatest = Math.max(...crossing.flatMap(({ estimate }) => estimate === undefined ? [] : [estimate.mean]));
  const scale = `at the scale of the ${run.preset} preset`;
  return `${crosses(crossing, scale, greatest)}. That most steps have a minimum inside, and more of ` +
    `them than in a bowl without walls (W1), is ${wordsOfPrimary(of("W1"))}; that most steps pass a minimum of ` +
    `their own mini-batch, as between walls (W1b), is ${wordsOfPrimary(of("W1b"))}.`;
}

function crosses(verdicts: readonly Verdict[], scale: string, greatest: number): string {
  const [supported, contradicted] = [countWord(verdicts, "supported"), countWord(verdicts, "contradicted")];
  const barrier = "a barrier of a thousandth of the loss";
  const rare = `fewer than 1 % of the steps cross ${barrier}`;
  const all = allOf(verdicts.length, "setting");
  const seen = greatest === 0 ? "none was seen to" : `at most ${formatValue(greatest, "share")} were seen to`;
  if (contradicted > 0) {
    return `Yes, in ${contradicted} of ${verdicts.length} settings ${scale}: up to ${
      formatValue(greatest, "share")
    } of the steps cross ${barrier} (W6)`;
  }
  if (supported > 0 && supported === verdicts.length) {
    return `Hardly: in ${all} ${scale} ${rare}, ${seen} (W6)`;
  }
  if (supported > 0) {
    return `Not decided everywhere: ${rare} in ${supported} of ${verdicts.length} settings ${scale}; ${seen} (W6)`;
  }
  return verdicts.some(({ estimate }) => estimate !== undefined)
    ? `This run cannot say whether ${rare}, for want of steps and seeds in ${all} ${scale}; ${seen} (W6)`
    : `This run cannot say whether ${rare}: no setting was judged ${scale} (W6)`;
}
