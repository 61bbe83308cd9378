import { page } from "../mod.ts";
import { answer } from "./barriers/answer.ts";
import { barrierRates } from "./barriers/barrier_rates.ts";
import { besideTable1 } from "./barriers/beside_table_1.ts";
import { interiorByRegime } from "./barriers/interior_by_regime.ts";
import { segments } from "./barriers/segments.ts";
import { cost } from "./sections/cost.ts";
import { deviations } from "./sections/deviations.ts";
import { noiseFloor } from "./sections/noise_floor.ts";
import { outcomes } from "./sections/outcomes.ts";
import { runFacts } from "./sections/run_facts.ts";
import { runLog } from "./sections/run_log.ts";
import { training } from "./sections/training.ts";
import { unfinishedCases } from "./sections/unfinished_cases.ts";
import { walks } from "./sections/walks.ts";

/** The page of the suite `barriers`: Table 1 and the segments of A Walk with SGD, as measured here. */
export default page({
  suite: "barriers",
  answer,
  sections: [
    outcomes(["network", "epoch"]),
    barrierRates,
    besideTable1,
    interiorByRegime,
    segments,
    noiseFloor,
    training,
    walks,
    {
      kind: "verdicts",
      title: "The claims and their verdicts",
      caption:
        "Each claim was registered with its criterion before the run and is judged for each setting by itself. In the small pictures the " +
        "dot is the mean over seeds, the bar its interval, each tick a seed and the dashed line the criterion; the ends of their scale, one for each claim, stand above them.",
    },
    deviations,
    unfinishedCases,
    cost,
    runFacts,
    runLog,
  ],
});
