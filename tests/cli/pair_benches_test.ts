import { assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { pairBenches } from "../../src/cli/pair_benches.ts";
import type { BenchRecord } from "../../src/store/bench_rows.ts";
import type { RunRecord } from "../../src/store/run_rows.ts";
import { somePlan } from "../store/fixtures.ts";
import { someBench } from "../store/some_bench.ts";

const checkout = fileURLToPath(new URL("../../", import.meta.url));
const [one, two] = ["1".repeat(40), "2".repeat(40)];

function bench(id: string, hash: string, { dirty = false, hostname = "host", threads = 1 } = {}): BenchRecord {
  const { results: _, ...rest } = someBench();
  const { commit, machine, engine } = rest;
  return {
    ...rest,
    id,
    commit: { ...commit, hash, dirty },
    machine: { ...machine, hostname },
    engine: { ...engine, threads },
    results: [],
  };
}

async function paired(words: readonly string[], benches: readonly BenchRecord[]): Promise<string[] | undefined> {
  const { cases: _, ...plan } = somePlan({
    id: "run",
    commit: { hash: one, branch: "main", subject: "", dirty: false },
  });
  const runs: RunRecord[] = [{ ...plan, status: "finished" }];
  const baselines = [{ name: "base", run: "run", named: "" }];
  const pair = await pairBenches(words, benches, { runs, store: "the store", baselines, failed: [], checkout });
  return pair?.map(({ id }) => id);
}

Deno.test("pairBenches() takes commits, ids, runs and baselines, the latest where there is no word", async () => {
  const benches = [bench("d", two), bench("c", two), bench("b", one), bench("a", one)];
  assertEquals(await paired([], benches), ["c", "d"]);
  assertEquals(await paired(["latest"], benches), ["d", "c"]);
  assertEquals(await paired([one.slice(0, 7), two], benches), ["b", "d"]);
  assertEquals(await paired(["a", "c"], benches), ["a", "c"]);
  assertEquals(await paired(["run", two], benches), ["b", "d"]);
  assertEquals(await paired(["base"], benches), ["b", "d"]);
});

Deno.test("pairBenches() takes runs of one machine and number of threads, and of one state of the tree, before later ones", async () => {
  const old = [bench("b", one, { dirty: true }), bench("a", one)];
  assertEquals(await paired([one, two], [bench("c", two), ...old]), ["a", "c"]);
  assertEquals(await paired([one, two], [bench("c", two, { threads: 2 }), bench("d", two), ...old]), ["a", "d"]);
  assertEquals(await paired([one, two], [bench("c", two, { hostname: "other" }), ...old]), ["b", "c"]);
});

Deno.test("pairBenches() is undefined where a side has no benchmarks", async () => {
  assertEquals(await paired([one, two], []), undefined);
  assertEquals(await paired([], [bench("a", one)]), undefined);
  assertEquals(await paired([one, two], [bench("a", one)]), undefined);
  assertEquals(await paired([one, "nothing"], [bench("a", one), bench("b", two)]), undefined);
  assertEquals(await paired(["a", "a"], [bench("a", one)]), undefined);
});
