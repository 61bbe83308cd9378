import { openEngine } from "../engine/open.ts";
import { formatSeconds } from "../report/format_value.ts";
import { checkClaims } from "./check_claims.ts";
import { countOf } from "./count_of.ts";
import { describeCases } from "./describe_case.ts";
import { type Estimate, estimateCases, workerMemory } from "./estimate.ts";
import { type ExitCode, exitCodes } from "./exit_codes.ts";
import type { FoundSuite } from "./find_suite.ts";
import { formatBytes } from "./format_bytes.ts";
import { defaultJobs } from "./jobs.ts";
import { planCases } from "./plan_cases.ts";
import type { SuiteFlagValues } from "./suite_flags.ts";
import { formatTable } from "./table.ts";

/** Lists the cases with an estimate of time and memory, and runs none. */
export async function dryRun({ suite }: FoundSuite, flags: SuiteFlagValues): Promise<ExitCode> {
  const plan = planCases(suite, flags);
  await checkClaims(suite.claims);
  const cases = plan.cases.map((one) => one.case);
  const { engine: opened, reason } = await openEngine(flags.engine ?? "auto", { threads: flags.threads ?? 1 });
  using engine = opened;
  const base = Deno.memoryUsage().rss;
  const estimates = await estimateCases(cases, suite.measures, engine);
  const lanes = Math.min(cases.length, flags.jobs ?? defaultJobs(engine.info.name, engine.info.threads));
  const seconds = scheduleSeconds(estimates, lanes);
  const memoryBytes = base + lanes * workerMemory(cases, estimates);
  const lines = describeCases(cases);

  if (flags.json) {
    console.log(JSON.stringify(
      {
        suite: suite.name,
        preset: plan.preset,
        notes: plan.notes,
        engine: engine.info,
        engineReason: reason,
        jobs: lanes,
        estimate: { seconds, memoryBytes },
        cases: plan.cases.map((one, index) => ({ ...one, description: lines[index], estimate: estimates[index] })),
      },
      null,
      2,
    ));
    return exitCodes.ran;
  }
  plan.notes.forEach((note) => console.error(note));
  console.log(formatTable(
    [
      { title: "case" },
      { title: "parameters", align: "right" },
      { title: "steps", align: "right" },
      { title: "training", align: "right" },
      { title: "measuring", align: "right" },
      { title: "memory", align: "right" },
    ],
    plan.cases.map(({ parameterCount }, index) => {
      const { steps, trainSeconds, measureSeconds, memoryBytes } = estimates[index]!;
      return [
        lines[index]!,
        parameterCount.toLocaleString("en-US"),
        steps.toLocaleString("en-US"),
        formatSeconds(trainSeconds),
        formatSeconds(measureSeconds),
        formatBytes(memoryBytes),
      ];
    }),
  ));
  console.log(
    `\n${countOf(cases.length, "case")}, ${lanes} side by side on ${engine.info.name}: about ${
      formatSeconds(seconds)
    } and ${
      formatBytes(memoryBytes)
    } of memory.\nAn estimate, from a few steps of each network timed just now without the others beside it.`,
  );
  return exitCodes.ran;
}

/** How long the cases take when each free lane takes the next one. */
function scheduleSeconds(estimates: readonly Estimate[], lanes: number): number {
  const busy = new Array<number>(lanes).fill(0);
  for (const { trainSeconds, measureSeconds } of estimates) {
    const next = busy.indexOf(Math.min(...busy));
    busy[next]! += trainSeconds + measureSeconds;
  }
  return Math.max(...busy);
}
