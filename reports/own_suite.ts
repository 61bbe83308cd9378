import { type Page, page, type Section, type Subject } from "../mod.ts";
import { segments } from "./barriers/segments.ts";
import { answer } from "./own_suite/answer.ts";
import { judgedColumns } from "./own_suite/judged_columns.ts";
import { measuredQuantities } from "./own_suite/measured_quantities.ts";
import { cost } from "./sections/cost.ts";
import { deviations } from "./sections/deviations.ts";
import { outcomes } from "./sections/outcomes.ts";
import { runFacts } from "./sections/run_facts.ts";
import { runLog } from "./sections/run_log.ts";
import { training } from "./sections/training.ts";
import { unfinishedCases } from "./sections/unfinished_cases.ts";
import { walks } from "./sections/walks.ts";

/** The page of a suite that has none of its own here: its claims, what its measures gave, and how the walks went. */
export default function ownSuitePage({ suite, run, verdicts }: Subject): Page {
  const measures = run.measures.some(({ gives }) => gives !== undefined) ? run.measures : suite.measures;
  const given = measures.flatMap(({ gives }) => gives ?? []);
  const sections: (Section | false)[] = [
    outcomes(judgedColumns(verdicts)),
    ...measuredQuantities(measures),
    given.some(({ drawn, values = [] }) => [...values, ...drawn?.fixed ?? []].includes("barrierExcess")) && segments,
    training,
    walks,
    {
      kind: "verdicts",
      title: "The claims and their verdicts",
      caption:
        "Each claim was registered with its criterion before the run and is judged for each setting by itself. In the small pictures the " +
        "dot is the mean over seeds, the bar its interval, each tick a seed and the dashed line the criterion.",
    },
    suite.paperSettings.length > 0 && deviations,
    unfinishedCases,
    cost,
    runFacts,
    runLog,
  ];
  return page({ suite: suite.name, answer, sections: sections.filter((section) => section !== false) });
}
