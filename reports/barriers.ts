import { page } from "../mod.ts";
import { answer } from "./barriers/answer.ts";
import { audited } from "./barriers/audited.ts";
import { barrierRates } from "./barriers/barrier_rates.ts";
import { besideTable1 } from "./barriers/beside_table_1.ts";
import { bounceDiagnostics } from "./barriers/bounce_diagnostics.ts";
import { interiorByRegime } from "./barriers/interior_by_regime.ts";
import { minimumInside } from "./barriers/minimum_inside.ts";
import { ownMinimum } from "./barriers/own_minimum.ts";
import { segments } from "./barriers/segments.ts";
import { batchSharpness } from "./sections/batch_sharpness.ts";
import { cost } from "./sections/cost.ts";
import { deviations } from "./sections/deviations.ts";
import { noiseFloor } from "./sections/noise_floor.ts";
import { outcomes } from "./sections/outcomes.ts";
import { runFacts } from "./sections/run_facts.ts";
import { runLog } from "./sections/run_log.ts";
import { training } from "./sections/training.ts";
import { unfinishedCases } from "./sections/unfinished_cases.ts";
import { verdicts } from "./sections/verdicts.ts";
import { walks } from "./sections/walks.ts";

/** The page of the suite `barriers`: Table 1 and the segments of A Walk with SGD, as measured here. */
export default page({
  suite: "barriers",
  answer,
  sections: [
    outcomes(["network", "epoch"]),
    barrierRates,
    besideTable1,
    minimumInside,
    ownMinimum,
    bounceDiagnostics,
    batchSharpness,
    interiorByRegime,
    segments,
    audited,
    noiseFloor,
    training,
    walks,
    verdicts(),
    deviations,
    unfinishedCases,
    cost,
    runFacts,
    runLog,
  ],
});
