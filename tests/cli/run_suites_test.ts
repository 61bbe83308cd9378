import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { createColours } from "../../src/cli/colours.ts";
import { worstExitCode } from "../../src/cli/exit_codes.ts";
import type { FoundSuite } from "../../src/cli/find_suite.ts";
import { orderSuites } from "../../src/cli/order_suites.ts";
import { runSuites, type SuitePart } from "../../src/cli/run_suites.ts";
import { formatParts, partsJson } from "../../src/cli/suite_all_summary.ts";
import type { Suite } from "../../src/spec/suite.ts";

const library = import.meta.resolve("../../mod.ts");

/** A suite of two short walks on the real MNIST with these measures. */
function source(name: string, measures: string): string {
  return `
import { cosine, floor, height, meanOf, mlp, segment, claim, suite } from ${JSON.stringify(library)};
const grid = {
  network: mlp({ hidden: [4] }), dataset: "mnist", trainSamples: 100, evaluationSamples: 20, evaluationBatchSize: 10,
  validationSamples: 10, augmentation: "none", learningRate: 0.1, momentum: 0, weightDecay: 0, batchSize: 10, epochs: 2,
  measuredEpochs: [1], measuredSteps: 5, points: 4, seeds: 2,
};
const broken = { name: "broken", options: null, gives: {}, passes: () => 0, start() { throw new Error("the measure is broken"); } };
export default suite({
  name: ${
    JSON.stringify(name)
  }, version: 1, question: "?", reference: { paper: "", authors: "", identifier: "", where: "" },
  measures: [${measures}], presets: { smoke: [grid], laptop: [grid], paper: [grid] },
  claims: [claim("X1", "Steps go on", { version: 1 }).estimate(meanOf("cosine", { unit: "", per: ["network"] })).above(0)],
  published: [], paperSettings: [],
});`;
}

/** Runs `work` with suites in a folder of their own, and with a folder for results. */
async function withSuites(
  measures: Readonly<Record<string, string>>,
  work: (suites: FoundSuite[], results: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "sgd-walk-suites-" });
  try {
    const found = [];
    for (const [name, text] of Object.entries(measures)) {
      const file = `${folder}/suites/${name}.ts`;
      await Deno.mkdir(`${folder}/suites`, { recursive: true });
      await Deno.writeTextFile(file, source(name, text));
      const module = `file://${file}`;
      const { default: suite }: { default: Suite } = await import(module);
      found.push({ suite, module });
    }
    await work(found, `${folder}/results`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Runs suites quietly; `when` says at which moment the user interrupts. */
async function run(
  suites: readonly FoundSuite[],
  results: string,
  { resume, when }: { readonly resume?: true; readonly when?: "while the first runs" | "after the first" } = {},
): Promise<SuitePart[]> {
  const stop = new AbortController();
  return await runSuites({
    suites,
    flags: { preset: "smoke", engine: "onnx:cpu", quiet: true, noReport: true, results, ...(resume ? { resume } : {}) },
    args: ["--preset", "smoke"],
    interruption: {
      signal: stop.signal,
      // Set as soon as the walks begin.
      set say(_say: (line: string) => void) {
        if (when === "while the first runs") stop.abort();
      },
      [Symbol.dispose]: () => {},
    },
    onPart: () => {
      if (when === "after the first") stop.abort();
    },
  });
}

function statuses(parts: readonly SuitePart[]): string[] {
  return parts.map(({ suite, status, code }) => `${suite} ${status} ${code}`);
}

function takenFrom(part: SuitePart | undefined): (string | null)[] {
  return part!.summary!.cases.map((one) => one.takenFrom);
}

Deno.test("orderSuites() has a suite before those that can take its rows, else keeps the order", () =>
  withSuites({ a: "cosine()", b: "cosine(), segment(), floor()", c: "height()", d: "segment(), floor()" }, (found) => {
    assertEquals(orderSuites(found).map(({ suite }) => suite.name), ["b", "a", "c", "d"]);
    return Promise.resolve();
  }));

Deno.test("runSuites() walks what suites share once, and a suite that fails ends no other", () =>
  withSuites({ many: "cosine(), segment()", bad: "broken", few: "cosine()" }, async (suites, results) => {
    const parts = await run(suites, results);
    assertEquals(statuses(parts), ["many finished 0", "bad failed 1", "few finished 0"]);
    const { id } = parts[0]!.summary!.plan;
    assertEquals(takenFrom(parts[0]), [null, null]);
    assertEquals(takenFrom(parts[2]), [id, id]);
    assertStringIncludes(String(parts[1]!.errors[0]), "the measure is broken");
    assertEquals(worstExitCode(parts.map(({ code }) => code)), 1);
    const text = formatParts(parts, 65, createColours(false));
    assertMatch(text, /^many +2 +0( +\d){4} .*finished$/m);
    assertMatch(text, /^few +2 +2( +\d){4} .*finished$/m);
    assertStringIncludes(text, "3 suites in 1 min 5 s");
    const { suites: json } = partsJson(parts, 65) as { suites: { suite: string; status: string; errors: string[] }[] };
    assertEquals(json.map(({ suite, status }) => `${suite} ${status}`), [
      "many finished",
      "bad failed",
      "few finished",
    ]);
    assertStringIncludes(json[1]!.errors[0]!, "the measure is broken");
  }));

Deno.test("runSuites() interrupted begins no other suite, and with --resume goes on with what has not finished", () =>
  withSuites({ first: "cosine()", second: "cosine(), segment()" }, async (suites, results) => {
    const parts = await run(suites, results, { when: "while the first runs" });
    assertEquals(statuses(parts), ["first interrupted 130", "second not begun 130"]);
    assertEquals(worstExitCode(parts.map(({ code }) => code)), 130);

    const after = await run(suites, results, { resume: true, when: "after the first" });
    assertEquals(statuses(after), ["first finished 0", "second not begun 130"]);
    assertEquals(after[0]!.summary!.plan.id, parts[0]!.summary!.plan.id);

    const end = await run(suites, results, { resume: true });
    assertEquals(statuses(end), ["first finished before 0", "second finished 0"]);
    assertEquals(end[0]!.summary!.verdicts, after[0]!.summary!.verdicts);
    assert(end[0]!.summary!.verdicts.length > 0);
    assertEquals(worstExitCode(end.map(({ code }) => code)), 0);

    const anew = await run(suites, results);
    assertEquals(statuses(anew), ["first finished 0", "second finished 0"]);
    assertEquals(new Set(takenFrom(anew[1])), new Set([end[1]!.summary!.plan.id]));
  }));
