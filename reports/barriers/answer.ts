import { countWord, formatValue, type Subject, type Verdict } from "../../mod.ts";
import { wordsOfPrimary } from "../sections/words_of_primary.ts";

/** The suite's question answered in a sentence, from the verdicts on W6, W1 and W1b. */
export function answer({ verdicts, run }: Subject): string {
  const of = (id: string) => verdicts.filter(({ claim }) => claim === id);
  const crossing = of("W6");
  const greatest = Math.max(...crossing.flatMap(({ estimate }) => estimate === undefined ? [] : [estimate.mean]));
  const scale = `at the scale of the ${run.preset} preset`;
  return `${
    crosses(crossing, scale, formatValue(greatest, "share"))
  }. That most steps have a minimum inside, and more of ` +
    `them than in a bowl without walls (W1), is ${wordsOfPrimary(of("W1"))}; that most steps pass a minimum of ` +
    `their own mini-batch, as between walls (W1b), is ${wordsOfPrimary(of("W1b"))}.`;
}

function crosses(verdicts: readonly Verdict[], scale: string, greatest: string): string {
  const [supported, contradicted] = [countWord(verdicts, "supported"), countWord(verdicts, "contradicted")];
  const settings = `${verdicts.length} settings`;
  if (contradicted > 0) {
    return `Yes, in ${contradicted} of ${settings} ${scale}: the rate of barriers of a thousandth of the loss reaches ${greatest} of the steps (W6)`;
  }
  if (supported === 0) {
    return verdicts.some(({ estimate }) => estimate !== undefined)
      ? `This run cannot say, for want of steps and seeds: in none of ${settings} ${scale} is it decided whether fewer than 1 % of the steps cross a ` +
        `barrier of a thousandth of the loss; at most ${greatest} were seen to (W6)`
      : `This run cannot say: no setting was judged ${scale} (W6)`;
  }
  const rare = "fewer than 1 % of the steps cross a barrier of a thousandth of the loss";
  if (supported < verdicts.length) {
    return `Not decided everywhere: ${rare} in ${supported} of ${settings} ${scale}; at most ${greatest} were seen to (W6)`;
  }
  return `Hardly: in all ${settings} ${scale} ${rare}, ${greatest} at most (W6)`;
}
