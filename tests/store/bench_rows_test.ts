import { assertAlmostEquals, assertEquals } from "@std/assert";
import { readBenches, saveBench } from "../../src/store/bench_rows.ts";
import { mergeFile } from "../../src/store/merge.ts";
import { storePath } from "../../src/store/paths.ts";
import { openStore } from "../../src/store/reader.ts";
import { createRunStore } from "../../src/store/run_store.ts";
import { inResults, somePlan } from "./fixtures.ts";
import { someBench } from "./some_bench.ts";

Deno.test("saveBench() stores a run that readBenches() gives back, the latest first, in a store with and without other rows", () =>
  inResults(async (resultsDir) => {
    const later = someBench({ id: "later", started: "2026-11-22T00:00:00.000Z" });
    await saveBench(resultsDir, later);
    using run = await createRunStore(resultsDir, somePlan());
    await run.finish("finished");
    await saveBench(resultsDir, someBench());
    using store = await openStore(resultsDir);
    const found = await readBenches(store.query);
    assertEquals(found.map(({ id }) => id), ["later", someBench().id]);
    const { results, ...rest } = found[1]!;
    const { results: saved, ...plan } = someBench();
    assertEquals(rest, plan);
    const measured = results.map((result) =>
      Object.fromEntries(
        Object.entries(result).filter(([name]) => Object.hasOwn(saved[0]!, name) || name === "engineShare"),
      )
    );
    assertEquals(measured as unknown, saved);
  }));

Deno.test("readBenches() gives medians and quartiles over rounds, rates and shares of the fastest matrix product", () =>
  inResults(async (resultsDir) => {
    await saveBench(resultsDir, someBench());
    using store = await openStore(resultsDir);
    const [{ results }] = await readBenches(store.query) as [Awaited<ReturnType<typeof readBenches>>[number]];
    const [slow, peak, update, step, walk] = results;
    assertEquals([step!.lowerQuartile, step!.median, step!.upperQuartile], [0.035, 0.04, 0.045]);
    assertEquals([step!.rate, step!.flopRate], [100 / 0.04, 2e9 / 0.04]);
    // 2e9 in 0.02 s, the fastest iteration, is the peak, 100 GFLOP/s; the median is 0.025 s. To rounding.
    assertAlmostEquals(peak!.peakShare!, 0.8, 1e-12);
    assertAlmostEquals(slow!.peakShare!, 0.5, 1e-12);
    assertAlmostEquals(step!.peakShare!, 0.5, 1e-12);
    assertEquals([update!.rate, update!.flopRate, update!.peakShare], [4e6 / 0.002, undefined, undefined]);
    assertEquals([walk!.engineShare, step!.engineShare], [0.9, undefined]);
  }));

Deno.test("mergeFile() brings another store's benchmarks, once", () =>
  inResults((here) =>
    inResults(async (there) => {
      await saveBench(there, someBench());
      for (let time = 0; time < 2; time++) await mergeFile(here, storePath(there));
      using store = await openStore(here);
      const found = await readBenches(store.query);
      assertEquals(found.map(({ id, results }) => [id, results.length]), [[someBench().id, 5]]);
    })
  ));
