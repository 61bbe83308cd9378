import type { Subject, Verdict } from "../../mod.ts";

/** The suite's question answered in a sentence, from the verdicts on W10a, W10b, W10c and W11. */
export function answer({ verdicts, run }: Subject): string {
  const scale = `at the scale of the ${run.preset} preset`;
  if (!verdicts.some(({ word }) => word === "supported" || word === "contradicted")) {
    return `This run cannot say, ${scale}: too few seeds or steps.`;
  }
  const both = (id: string) => holding(verdicts, [`${id}-loss`, `${id}-accuracy`]);
  return `Counted over networks, learning rates and noises, ${scale}: GD gets worse, in loss and accuracy both, with the paper's isotropic noise in ${
    both("W10a")
  } (W10a) and with isotropic noise of the size of SGD's in ${
    both("W10b")
  } (W10b); SGD comes farther than GD and less far than isotropic noise of its size in ${
    holding(verdicts, ["W10cm-distance"])
  } (W10cm), and frees a noisy run better than GD does in ${holding(verdicts, ["W11"])} (W11).`;
}

/** In how many settings all of these claims are supported, and in how many one is contradicted. */
function holding(verdicts: readonly Verdict[], claims: readonly string[]): string {
  const about = verdicts.filter(({ claim, group }) => claims.includes(claim) && group.learning_rate !== undefined);
  const settings = [...Map.groupBy(about, ({ group }) => JSON.stringify(group)).values()];
  const held = settings.filter((own) => own.length === claims.length && own.every(({ word }) => word === "supported"));
  const not = settings.filter((own) => own.some(({ word }) => word === "contradicted"));
  return `${held.length} of ${settings.length}${not.length === 0 ? "" : ` and not in ${not.length}`}`;
}
