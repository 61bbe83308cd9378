/** Runs of benchmarks that nobody made, for tests. */

import type { BenchResult, BenchRun } from "../../src/spec/bench.ts";
import { somePlan } from "./fixtures.ts";

/** A benchmark with these seconds in its rounds. */
export function someResult(name: string, seconds: readonly number[], changes: Partial<BenchResult> = {}): BenchResult {
  return {
    name,
    kind: "step",
    work: { count: 100, unit: "images" },
    flops: 2e9,
    seconds,
    fastestSeconds: Math.min(...seconds),
    iterations: 3 * seconds.length,
    coresBusy: 0.75,
    ...changes,
  };
}

/** A run of two matrix products, the faster one at 100 GFLOP/s, a step at half of it, an update without FLOPs and a walk. */
export function someBench(changes: Partial<BenchRun> = {}): BenchRun {
  const { engine, machine, versions } = somePlan();
  const product = { kind: "peak", work: { count: 1, unit: "products" } } as const;
  const { flops: _, ...update } = someResult("update", [0.001, 0.002, 0.004], {
    kind: "operator",
    work: { count: 4e6, unit: "B" },
  });
  const { flops: __, ...walk } = someResult("walk", [3, 2, 1], { kind: "walk", work: { count: 30, unit: "steps" } });
  return {
    id: "20261121-120000-bench-1a2b3c",
    command: "deno task bench",
    engine,
    commit: { hash: "0123456789abcdef", branch: "main", subject: "Say it's fast", dirty: false },
    machine,
    loadBefore: 0.25,
    versions,
    started: "2026-11-21T12:00:00.000Z",
    seconds: 200,
    results: [
      someResult("product 1", [0.02, 0.021, 0.019], { ...product, flops: 1e9 }),
      someResult("product 2", [0.025, 0.03, 0.02], { ...product, flops: 2e9 }),
      update,
      someResult("step", [0.04, 0.05, 0.03]),
      { ...walk, engineShare: 0.9 },
    ],
    ...changes,
  };
}
