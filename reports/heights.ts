import { page } from "../mod.ts";
import { answer } from "./heights/answer.ts";
import { besideTables2And3 } from "./heights/beside_tables_2_and_3.ts";
import { exponents } from "./heights/exponents.ts";
import { heightAgainstRate } from "./heights/height_against_rate.ts";
import { heightAtMatchedLoss } from "./heights/height_at_matched_loss.ts";
import { heightByEpoch } from "./heights/height_by_epoch.ts";
import { segments } from "./heights/segments.ts";
import { batchSharpness } from "./sections/batch_sharpness.ts";
import { cost } from "./sections/cost.ts";
import { deviations } from "./sections/deviations.ts";
import { outcomes } from "./sections/outcomes.ts";
import { runFacts } from "./sections/run_facts.ts";
import { runLog } from "./sections/run_log.ts";
import { training } from "./sections/training.ts";
import { unfinishedCases } from "./sections/unfinished_cases.ts";
import { verdicts } from "./sections/verdicts.ts";
import { walks } from "./sections/walks.ts";

/** The page of the suite `heights`: Tables 2 and 3 of A Walk with SGD and the exponent of depth ~ eta^p, as measured here. */
export default page({
  suite: "heights",
  answer,
  sections: [
    outcomes(["network", "epoch"]),
    heightByEpoch,
    besideTables2And3,
    heightAgainstRate,
    exponents,
    heightAtMatchedLoss,
    batchSharpness,
    segments,
    training,
    walks,
    verdicts(
      " A setting shows the greater learning rate η, which is judged against η / 2. An effect of 1 is a depth twice as great.",
    ),
    deviations,
    unfinishedCases,
    cost,
    runFacts,
    runLog,
  ],
});
