import { page } from "../mod.ts";
import { alongTheSteps } from "./cosine/along_the_steps.ts";
import { answer } from "./cosine/answer.ts";
import { cosineByBatch } from "./cosine/cosine_by_batch.ts";
import { cosineByRegime } from "./cosine/cosine_by_regime.ts";
import { distances } from "./cosine/distances.ts";
import { literalCode } from "./cosine/literal_code.ts";
import { sharpness } from "./cosine/sharpness.ts";
import { cost } from "./sections/cost.ts";
import { deviations } from "./sections/deviations.ts";
import { outcomes } from "./sections/outcomes.ts";
import { runFacts } from "./sections/run_facts.ts";
import { runLog } from "./sections/run_log.ts";
import { unfinishedCases } from "./sections/unfinished_cases.ts";

/** The page of the suite `cosine`: consecutive gradients of GD and SGD by batch size and learning rate, as measured here. */
export default page({
  suite: "cosine",
  answer,
  sections: [
    outcomes(["network", "learning_rate"]),
    cosineByBatch,
    cosineByRegime,
    alongTheSteps,
    distances,
    sharpness,
    literalCode,
    {
      kind: "verdicts",
      title: "The claims and their verdicts",
      caption:
        "Each claim was registered with its criterion before the run and is judged for each learning rate by itself. The regime is η λmax, of full-batch GD where the " +
        "criterion does not say otherwise: W2 is not about settings with 1 or less, for the others it stands beside the verdict. In the small pictures the dot is the " +
        "mean over seeds, the bar its interval, each tick a seed and the dashed line the criterion; the ends of their scale, one for each claim, stand above them.",
    },
    deviations,
    unfinishedCases,
    cost,
    runFacts,
    runLog,
  ],
});
