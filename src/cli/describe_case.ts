import type { Case } from "../spec/case.ts";
import { descentWord } from "./descent_word.ts";
import { flagName } from "./flags.ts";
import { fieldOf } from "./suite_flags.ts";

/**
 * A line for each case, in the words of the command line: network, data set, descent where cases of this network and data set name one,
 * learning rate, whatever else differs between them, and the seed. For example `"mlp mnist learning-rate=0.1 seed=0"`.
 */
export function describeCases(cases: readonly Case[]): string[] {
  const arms = Map.groupBy(cases, armOf);
  const differing = new Map([...arms].map(([arm, own]) => [
    arm,
    (Object.entries(fieldOf) as [string, keyof Case][]).filter(([, field]) =>
      field === "learningRate" || new Set(own.map((one) => one[field])).size > 1
    ),
  ]));
  return cases.map((one) => {
    const arm = armOf(one);
    const fields = differing.get(arm)!.filter(([, field]) => one[field] !== undefined);
    return [
      arm,
      ...(arms.get(arm)!.some(({ descent }) => descent) ? [`descent=${descentWord(one)}`] : []),
      ...fields.map(([flag, field]) => `${flagName(flag)}=${one[field]}`),
      `seed=${one.seed}`,
    ].join(" ");
  });
}

function armOf({ network, dataset }: Case): string {
  return `${network.name} ${dataset}`;
}

/**
 * Whether a case's line has all words of a filter: `seed=1` as a whole word, so that it does not mean `seed=10`, other words as
 * a part.
 */
export function matchesFilter(line: string, filter: string): boolean {
  const words = line.split(" ");
  return filter.trim().split(/\s+/).every((wanted) =>
    wanted.includes("=") ? words.includes(wanted) : line.includes(wanted)
  );
}
