import { countWord, formatValue, type Subject, type Verdict } from "../../mod.ts";
import { wordsOfPrimary } from "../sections/words_of_primary.ts";

/** The suite's question answered in a sentence, from the verdicts on W7 and W7q in the primary epochs. */
export function answer({ verdicts, run }: Subject): string {
  const primary = verdicts.filter(({ exploratory }) => !exploratory);
  const of = (id: string) => primary.filter(({ claim }) => claim === id);
  return `${
    keeps(of("W7"), `at the scale of the ${run.preset} preset`)
  }; that the depth grows as the square of the learning rate (W7q) is ${wordsOfPrimary(of("W7q"))}.`;
}

function keeps(verdicts: readonly Verdict[], scale: string): string {
  const [supported, contradicted] = [countWord(verdicts, "supported"), countWord(verdicts, "contradicted")];
  const settings = `${verdicts.length} primary settings`;
  const none = "the floor lies less deep, or no deeper, below the step's lower end";
  if (supported === 0) {
    if (contradicted > 0) return `No, not in ${contradicted} of ${settings} ${scale}: ${none} (W7)`;
    return verdicts.some(({ estimate }) => estimate !== undefined)
      ? `This run cannot say: too few seeds or steps in each of ${settings} ${scale} (W7)`
      : `This run cannot say: hardly a step has a minimum inside, and so a depth, in any of ${settings} ${scale} (W7)`;
  }
  const held = verdicts.flatMap(({ word, estimate }) => word === "supported" && estimate ? [2 ** estimate.mean] : []);
  const [least, greatest] = [Math.min(...held), Math.max(...held)].map((factor) => formatValue(factor));
  const by = least === greatest ? least : `${least} to ${greatest}`;
  const doubled = `at twice the learning rate the floor lies ${by} times as deep below the step's lower end`;
  if (contradicted > 0) {
    return `It depends: in ${supported} of ${settings} ${scale} ${doubled}, in ${contradicted} ${none} (W7)`;
  }
  return supported < verdicts.length
    ? `Not decided everywhere: in ${supported} of ${settings} ${scale} ${doubled} (W7)`
    : `Yes, in all of ${settings} ${scale}: ${doubled} (W7)`;
}
