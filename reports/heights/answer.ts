import { countWord, type Subject, type Verdict } from "../../mod.ts";
import { rangeOf } from "../sections/per_network.ts";
import { allOf, wordsOfPrimary } from "../sections/words_of_primary.ts";

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
  const of = `of ${verdicts.length} primary settings ${scale}`;
  const all = `${allOf(verdicts.length, "primary setting")} ${scale}`;
  const none = "the floor lies less deep, or no deeper, below the step's lower end";
  if (supported === 0) {
    if (contradicted > 0) return `No, not in ${contradicted} ${of}: ${none} (W7)`;
    return verdicts.some(({ estimate }) => estimate !== undefined)
      ? `This run cannot say: too few seeds or steps in ${all} (W7)`
      : `This run cannot say: no primary setting ${scale} has steps enough with a minimum inside, and so with a depth (W7)`;
  }
  const held = verdicts.flatMap(({ word, estimate }) => word === "supported" && estimate ? [2 ** estimate.mean] : []);
  const doubled = `at twice the learning rate the floor lies ${
    rangeOf(held, "")
  } times as deep below the step's lower end`;
  if (contradicted > 0) return `It depends: in ${supported} ${of} ${doubled}, in ${contradicted} ${none} (W7)`;
  return supported < verdicts.length
    ? `Not decided everywhere: in ${supported} ${of} ${doubled} (W7)`
    : `Yes, in ${all}: ${doubled} (W7)`;
}
