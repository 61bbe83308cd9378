import { type RunComparison, tallyComparison } from "../../mod.ts";

/** What changed, in a sentence. */
export function answer(comparison: RunComparison): string {
  const { answers, words, flips, endings, sameWalks, walks } = tallyComparison(comparison);
  const beyond = answers["beyond noise"];
  const compared = comparison.quantities.length;
  const quantities = counted(compared);
  if (answers.identical === compared && sameWalks === walks && words + flips + endings === 0) {
    return `Nothing: all ${quantities} quantities and ${walks} walks are identical bit for bit.`;
  }
  const changes = [
    ...words === 0 ? [] : [`${words} ${words === 1 ? "verdict" : "verdicts"} changed`],
    ...endings === 0 ? [] : [`${endings} ${endings === 1 ? "walk" : "walks"} ended otherwise`],
    ...beyond === 0 ? [] : [`${counted(beyond)} of ${quantities} quantities moved beyond the seeds' noise`],
  ];
  const rest = [
    ...answers["within noise"] === 0 ? [] : [`${counted(answers["within noise"])} moved within it`],
    ...flips === 0 ? [] : [`${flips} ${flips === 1 ? "word" : "words"} flipped by that`],
    ...answers["not comparable"] === 0 ? [] : [`${counted(answers["not comparable"])} cannot be compared`],
    ...answers["same to rounding"] === 0 ? [] : [`${counted(answers["same to rounding"])} are the same to rounding`],
    `${counted(answers.identical)} are identical bit for bit`,
  ];
  const what = changes.length === 0
    ? `No verdict and none of ${quantities} quantities beyond the seeds' noise`
    : listed(changes);
  return `${what}; ${listed(rest)}. Theta is the same to the end in ${sameWalks} of ${walks} walks.`;
}

function counted(count: number): string {
  return count.toLocaleString("en-GB");
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
