import { page } from "../mod.ts";
import { afterTheSwitch, dropsAfterTheSwitch, stuck } from "./noise/after_the_switch.ts";
import { answer } from "./noise/answer.ts";
import { decayShare } from "./noise/decay_share.ts";
import { distanceAgainstPrediction } from "./noise/distance_against_prediction.ts";
import { endsByNoise } from "./noise/ends_by_noise.ts";
import { normByDecay } from "./noise/norm_by_decay.ts";
import { sharpnessAtLoss } from "./noise/sharpness_at_loss.ts";
import { sharpnessRatio } from "./noise/sharpness_ratio.ts";
import { walksByArm } from "./noise/walks_by_arm.ts";
import { cost } from "./sections/cost.ts";
import { deviations } from "./sections/deviations.ts";
import { outcomes } from "./sections/outcomes.ts";
import { runFacts } from "./sections/run_facts.ts";
import { runLog } from "./sections/run_log.ts";
import { unfinishedCases } from "./sections/unfinished_cases.ts";
import { verdicts } from "./sections/verdicts.ts";

/** The page of the suite `noise`: GD, GD with noise of several kinds and SGD side by side. */
export default page({
  suite: "noise",
  answer,
  sections: [
    outcomes(
      ["network", "learning_rate", "weight_decay"],
      " Where a cell has two signs, the first is about the loss, SGD or the distance, the second about the accuracy, the structured noise or the norm.",
    ),
    walksByArm,
    sharpnessRatio,
    sharpnessAtLoss,
    endsByNoise,
    distanceAgainstPrediction,
    normByDecay,
    decayShare,
    stuck,
    afterTheSwitch,
    dropsAfterTheSwitch,
    verdicts(
      " Descent names the noise that is compared with GD. W11 is not testable where the walk with noise is not stuck.",
    ),
    deviations,
    unfinishedCases,
    cost,
    runFacts,
    runLog,
  ],
});
