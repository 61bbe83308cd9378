import { page } from "../mod.ts";
import { answer } from "./heights/answer.ts";
import { besideTables2And3 } from "./heights/beside_tables_2_and_3.ts";
import { exponents } from "./heights/exponents.ts";
import { heightAgainstRate } from "./heights/height_against_rate.ts";
import { heightAtMatchedLoss } from "./heights/height_at_matched_loss.ts";
import { heightByEpoch } from "./heights/height_by_epoch.ts";
import { segments } from "./heights/segments.ts";
import { cost } from "./sections/cost.ts";
import { deviations } from "./sections/deviations.ts";
import { outcomes } from "./sections/outcomes.ts";
import { runFacts } from "./sections/run_facts.ts";
import { runLog } from "./sections/run_log.ts";
import { training } from "./sections/training.ts";
import { unfinishedCases } from "./sections/unfinished_cases.ts";
import { walks } from "./sections/walks.ts";

/** The page of the suite `heights`: Tables 2 and 3 of A Walk with SGD and the exponent of h ~ eta^p, as measured here. */
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
    segments,
    training,
    walks,
    {
      kind: "verdicts",
      title: "The claims and their verdicts",
      caption:
        "Each claim was registered with its criterion before the run and is judged for each setting by itself; a setting shows the greater " +
        "learning rate η, which is judged against η / 2. An effect of 1 is a height twice as great. In the small pictures the dot is the mean " +
        "over seeds, the bar its interval, each tick a seed and the dashed line the criterion; the ends of their scale, one for each claim, " +
        "stand above them.",
    },
    deviations,
    unfinishedCases,
    cost,
    runFacts,
    runLog,
  ],
});
