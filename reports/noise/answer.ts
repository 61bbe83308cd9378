import type { Subject, Verdict } from "../../mod.ts";

/** The suite's question answered in a sentence, from the verdicts on W10a, W10b and W10c. */
export function answer({ verdicts, run }: Subject): string {
  const both = (id: string) => holding(verdicts, [`${id}-loss`, `${id}-accuracy`]);
  const order = (id: string) => holding(verdicts, [`${id}-distance`]);
  return `That depends on the regime, at the scale of the ${run.preset} preset: GD gets worse, in loss and accuracy both, with the paper's isotropic noise in ${
    both("W10a")
  } (W10a) and with isotropic noise of the size of SGD's in ${
    both("W10b")
  } (W10b); SGD comes farther than GD and less far than isotropic noise of its size in ${
    order("W10cm")
  } (W10cm), and frees a noisy run better than GD does in ${holding(verdicts, ["W11"])} (W11).`;
}

/** In how many of their settings all of these claims are supported. */
function holding(verdicts: readonly Verdict[], claims: readonly string[]): string {
  const settings = Map.groupBy(
    verdicts.filter(({ claim, group }) => claims.includes(claim) && group.learning_rate !== undefined),
    ({ group }) => JSON.stringify(group),
  );
  const held = [...settings.values()].filter((own) =>
    own.length === claims.length && own.every(({ word }) => word === "supported")
  );
  return `${held.length} of ${settings.size}`;
}
