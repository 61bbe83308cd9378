import type { Subject, Verdict } from "../../mod.ts";

/** The suite's question answered in a sentence, from the verdicts of the primary groups on W10a, W10c, W10d and W11. */
export function answer({ verdicts, run }: Subject): string {
  const primary = verdicts.filter(({ exploratory }) => !exploratory);
  const scale = `at the scale of the ${run.preset} preset`;
  if (!primary.some(({ word }) => word === "supported" || word === "contradicted")) {
    return `This run cannot say, ${scale}: too few seeds or steps.`;
  }
  const of = (...claims: string[]) => holding(primary, claims);
  return `Counted over networks, learning rates and the noises of the paper's factor 0.02, ${scale}: at the same training loss isotropic noise of the size of SGD's is sharper than SGD in ${
    of("W10d-sgd")
  } (W10d-sgd) and than noise of SGD's structure in ${
    of("W10d-structured")
  } (W10d-structured); the paper's isotropic noise makes GD worse, in loss and accuracy both, in ${
    of("W10a-loss", "W10a-accuracy")
  } (W10a); SGD moves farther than GD and less far than isotropic noise of its size in ${
    of("W10cm-distance")
  } (W10cm-distance); ${freed(primary.filter(({ claim }) => claim === "W11"))}.`;
}

/** W11 is about walks that are stuck. */
function freed(verdicts: readonly Verdict[]): string {
  const stuck = verdicts.filter(({ word }) => word !== "not testable");
  if (stuck.length === 0) {
    return "no walk was seen to be stuck by noise, so that nothing is said of what frees one (W11)";
  }
  return `of the walks that noise may keep from falling SGD frees more than GD in ${holding(stuck, ["W11"])} (W11)`;
}

/** In how many settings all of these claims are supported, and in how many one is contradicted. */
function holding(verdicts: readonly Verdict[], claims: readonly string[]): string {
  const about = verdicts.filter(({ claim, group }) => claims.includes(claim) && group.learning_rate !== undefined);
  const settings = [...Map.groupBy(about, ({ group }) => JSON.stringify(group)).values()];
  const held = settings.filter((own) => own.length === claims.length && own.every(({ word }) => word === "supported"));
  const not = settings.filter((own) => own.some(({ word }) => word === "contradicted"));
  return `${held.length} of ${settings.length}${not.length === 0 ? "" : ` and not in ${not.length}`}`;
}
