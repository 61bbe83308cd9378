import { page } from "../mod.ts";
import { alongTheSteps } from "./cosine/along_the_steps.ts";
import { answer } from "./cosine/answer.ts";
import { cosineByBatch } from "./cosine/cosine_by_batch.ts";
import { cosineByRegime } from "./cosine/cosine_by_regime.ts";
import { distances } from "./cosine/distances.ts";
import { literalCode } from "./cosine/literal_code.ts";
import { looks } from "./cosine/looks.ts";
import { overshoot } from "./cosine/overshoot.ts";
import { replacement } from "./cosine/replacement.ts";
import { cost } from "./sections/cost.ts";
import { deviations } from "./sections/deviations.ts";
import { outcomes } from "./sections/outcomes.ts";
import { runFacts } from "./sections/run_facts.ts";
import { runLog } from "./sections/run_log.ts";
import { unfinishedCases } from "./sections/unfinished_cases.ts";
import { verdicts } from "./sections/verdicts.ts";

/** The page of the suite `cosine`: consecutive gradients of GD and SGD by batch size and learning rate, as measured here. */
export default page({
  suite: "cosine",
  answer,
  sections: [
    outcomes(["network", "learning_rate"]),
    cosineByBatch,
    replacement,
    overshoot,
    cosineByRegime,
    alongTheSteps,
    distances,
    looks,
    literalCode,
    verdicts(
      " W2, W2c, W3, W4 and W8a are about the steps at which full-batch GD overshoots, where η λmax was above 1 at the latest look: where it never is, they are not testable. " +
        "Beside each verdict stands η λmax, mean over the looks that converged.",
    ),
    deviations,
    unfinishedCases,
    cost,
    runFacts,
    runLog,
  ],
});
