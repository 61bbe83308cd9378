import { assertEquals, assertStringIncludes } from "@std/assert";
import { formatBench } from "../../src/cli/bench_text.ts";
import { createColours } from "../../src/cli/colours.ts";
import { readBenches, saveBench } from "../../src/store/bench_rows.ts";
import { openStore } from "../../src/store/reader.ts";
import { inResults } from "../store/fixtures.ts";
import { someBench, someResult } from "../store/some_bench.ts";
import { run } from "./command_line.ts";

const plain = createColours(false);

async function textOf(results: string): Promise<string> {
  using store = await openStore(results);
  return formatBench((await readBenches(store.query))[0]!, plain);
}

Deno.test("formatBench() tells each benchmark as time, spread, rate and share of the peak", () =>
  inResults(async (results) => {
    await saveBench(results, someBench());
    const lines = (await textOf(results)).split("\n");
    assertEquals(lines.slice(0, 4), [
      "Benchmarks 20261121-120000-bench-1a2b3c",
      "Commit 0123456789ab Say it's fast",
      "Engine onnx:cpu, onnxruntime-node 1.2.3, threads 1",
      "Machine host, x86, 2 cores",
    ]);
    const row = (name: string) => lines.find((line) => line.startsWith(name))!.split(/ {2,}/);
    assertEquals(row("product 2"), [
      ...["product 2", "25.0 ms", "22.5 ms – 27.5 ms", "40.0 products/s", "80.0", "80 %", "75 %", "–"],
    ]);
    assertEquals(row("step"), [
      ...["step", "40.0 ms", "35.0 ms – 45.0 ms", "2,500 images/s", "50.0", "50 %", "75 %", "–"],
    ]);
    assertEquals(row("update"), [
      ...["update", "2.00 ms", "1.50 ms – 3.00 ms", "2.00 GB/s", "–", "–", "75 %", "–"],
    ]);
    assertEquals(row("walk"), [
      ...["walk", "2.00 s", "1.50 s – 2.50 s", "15.0 steps/s", "–", "–", "75 %", "90 %"],
    ]);
    assertEquals(lines.filter((line) => line.startsWith("Note")), [
      "Note: 4 of 5 benchmarks spread by more than 10 % between quartiles",
    ]);
  }));

Deno.test("formatBench() notes uncommitted changes and a machine that was not free", () =>
  inResults(async (results) => {
    const { commit } = someBench();
    const quiet = [someResult("step", [1, 1])];
    await saveBench(results, someBench({ commit: { ...commit, dirty: true }, loadBefore: 3.21, results: quiet }));
    const notes = (await textOf(results)).split("\n").filter((line) => line.startsWith("Note"));
    assertEquals(notes, [
      "Note: the tree has uncommitted changes: the commit alone does not give these figures",
      "Note: the machine was not free: 3.2 processes wanted a core in the minute before",
    ]);
  }));

Deno.test("bench measures what --filter names and the peak, and stores it", () =>
  inResults(async (results) => {
    const filter = "dense 500-350: forward";
    const { code, out, err } = await run([
      ...["bench", "--quick", "--rounds", "1", "--threads", "1", "--filter", filter, "--json", "--results", results],
    ]);
    assertEquals([code, err], [0, "Round 1 of 1\n"]);
    const printed = JSON.parse(out);
    using store = await openStore(results);
    const [stored] = await readBenches(store.query);
    assertEquals(printed, JSON.parse(JSON.stringify(stored)));
    const ofKind = (kind: string) => stored!.results.filter((one) => one.kind === kind).map(({ name }) => name);
    assertEquals(ofKind("operator"), [filter]);
    assertEquals(stored!.results.length, 1 + ofKind("peak").length);
    assertEquals([stored!.engine.threads, stored!.results.at(-1)!.flops], [1, 100 * 2 * 500 * 350]);
  }));

Deno.test("bench refuses a filter that leaves nothing, and words", async () => {
  const refused = async (args: string[], message: string) => {
    const { code, out, err } = await run(["bench", ...args]);
    assertEquals([code, out], [2, ""]);
    assertStringIncludes(err, message);
  };
  await refused(["--filter", "vgg12"], "--filter must leave a benchmark: none of ");
  await refused(["segment"], "there must be flags alone: segment");
});
