import { resolveNetwork } from "../network/resolve.ts";
import type { Measure } from "../spec/measure.ts";
import type { RunPlan } from "../spec/run.ts";
import { totalSteps, workOf } from "../walk/schedule.ts";
import { describeCases } from "./describe_case.ts";
import { createProgressView, type ProgressView, type Screen } from "./progress_view.ts";
import { createTally } from "./tally.ts";

/** What watching needs. */
export interface WatchOptions<Result> {
  readonly plan: RunPlan;
  readonly measures: readonly Measure[];
  /** Cases that ended in an earlier session. */
  readonly ended: ReadonlySet<string>;
  readonly quiet: boolean;
  readonly screen: Screen;
  /** Runs the cases and tells how they go. */
  run(view: Pick<ProgressView, "add" | "note">): Promise<Result>;
}

/** Shows the progress of cases while they run. */
export async function watchCases<Result>(options: WatchOptions<Result>): Promise<Result> {
  const { plan, measures, ended, quiet, screen, run } = options;
  if (quiet) return await run({ add: () => {}, note: () => {} });
  const lines = describeCases(plan.cases.map((one) => one.case));
  const byId = new Map(plan.cases.map(({ id }, index) => [id, lines[index]!]));
  const sizes = plan.cases.map(({ id, case: one }) => ({
    id,
    steps: totalSteps(one),
    work: workOf(one, measures).total,
    network: JSON.stringify(one.network),
    passCost: resolveNetwork(one.network).multiplyAdds,
  }));
  const tally = createTally(sizes);
  for (const { id: caseId, steps, work } of sizes) {
    if (!ended.has(caseId)) continue;
    tally.add({ caseId, status: "finished", step: steps, steps, epoch: 0, work, totalWork: work, loss: NaN }, 0);
  }
  const began = performance.now();
  using view = createProgressView({
    tally,
    screen,
    describe: (caseId) => byId.get(caseId) ?? caseId,
    clock: () => (performance.now() - began) / 1000,
  });
  return await run(view);
}
