/** Whole walks with their measures: one by itself, and a suite of many small ones side by side. */

import { runSuite } from "../src/cli/run_suite.ts";
import { loadDataset } from "../src/data/load.ts";
import { openEngine } from "../src/engine/open.ts";
import { resolveNetwork } from "../src/network/resolve.ts";
import type { BenchSetting, OpenSubject, Subject } from "../src/spec/bench.ts";
import type { Case } from "../src/spec/case.ts";
import type { Measurement } from "../src/spec/row.ts";
import { openStore } from "../src/store/reader.ts";
import { expandGrid } from "../src/walk/expand.ts";
import { runCase } from "../src/walk/run_case.ts";
import { totalSteps } from "../src/walk/schedule.ts";
import { engineSeconds } from "./engine_time.ts";
import manySmallCases from "./many_small_cases.ts";

const { measures, presets } = manySmallCases;
const smoke = expandGrid(presets.smoke);

/** Seeds of the suite: 3 cases each. */
const seeds = 8;

/** The walks of the preset smoke, one of each network, and the whole preset with more seeds. */
export function walkSubjects(setting: BenchSetting): Subject[] {
  const firsts = Map.groupBy(smoke, ({ network }) => network.name).values().map(([first]) => first!);
  return [...firsts.map((one) => walkSubject(one, setting)), suiteSubject(setting)];
}

/** One walk after the other in this thread, on a program that is compiled before: what a worker does. */
function walkSubject(one: Case, { engine: name, threads }: BenchSetting): Subject {
  const network = resolveNetwork(one.network);
  return {
    name: `walk of barriers' preset smoke: ${one.network.name}`,
    kind: "walk",
    work: { count: totalSteps(one), unit: "steps" },
    async open() {
      const dataset = await loadDataset(one.dataset);
      const { engine } = await openEngine(name, { threads });
      const program = await engine.compile(network);
      const checkpoints = await Deno.makeTempDir({ prefix: "sgd-walk-bench-" });
      return {
        async run() {
          const measurements: Measurement[] = [];
          await runCase({
            runCase: { id: "walk", case: one, parameterCount: network.parameterCount },
            program,
            dataset,
            measures,
            sink: {
              append: (_caseId, rows) => Promise.resolve(void measurements.push(...rows.measurements)),
              rewind: () => Promise.resolve(true),
            },
            checkpoints,
            stopping: () => false,
            onProgress() {},
          });
          await Deno.remove(checkpoints, { recursive: true });
          await Deno.mkdir(checkpoints);
          return measurements.find((measurement) => measurement.name === engineSeconds)!.value;
        },
        [Symbol.dispose]() {
          program[Symbol.dispose]();
          engine[Symbol.dispose]();
          Deno.removeSync(checkpoints, { recursive: true });
        },
      };
    },
  };
}

/** All that `deno task suite` does but for the page: workers, a run's file, verdicts, the store. A thread a walk, a case a core. */
function suiteSubject({ engine }: BenchSetting): Subject {
  const module = new URL("./many_small_cases.ts", import.meta.url).href;
  const jobs = navigator.hardwareConcurrency;
  const cases = seeds * Map.groupBy(smoke, ({ seed }) => seed).get(0)!.length;
  return {
    name: `suite of barriers' preset smoke, ${cases} cases, a core each`,
    kind: "walk",
    work: { count: cases, unit: "cases" },
    workers: jobs,
    cold: true,
    open: () =>
      Promise.resolve<OpenSubject>({
        async run() {
          const results = await Deno.makeTempDir({ prefix: "sgd-walk-bench-" });
          try {
            const flags = { preset: "smoke", engine, threads: 1, jobs, seeds, noReport: true, quiet: true } as const;
            const found = { suite: manySmallCases, module };
            await runSuite({ found, flags: { ...flags, results }, args: [] });
            using store = await openStore(results);
            const sum = "SELECT sum(value) AS seconds FROM measurements WHERE name = $name";
            const [row] = await store.query(sum, { name: engineSeconds });
            return Number(row!.seconds);
          } finally {
            await Deno.remove(results, { recursive: true });
          }
        },
        [Symbol.dispose]() {},
      }),
  };
}
