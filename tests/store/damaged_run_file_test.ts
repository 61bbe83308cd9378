import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { UserError } from "../../src/spec/user_error.ts";
import { mergeAll, mergeFile } from "../../src/store/merge.ts";
import { openStore } from "../../src/store/reader.ts";
import { createRunStore } from "../../src/store/run_store.ts";
import { inResults, somePlan, stepRows } from "./fixtures.ts";
import { spoilBlocks } from "./spoil_blocks.ts";

async function finishedRun(resultsDir: string, id: string): Promise<string> {
  const store = await createRunStore(resultsDir, somePlan({ id }));
  await store.append("a", stepRows(0));
  await store.finish("finished");
  return store.path;
}

Deno.test("mergeFile() and mergeAll() blame a run's file for damage anywhere in it, and leave the store whole", () =>
  inResults(async (resultsDir) => {
    const path = await finishedRun(resultsDir, "spoilt");
    await Deno.remove(`${resultsDir}/walk.duckdb`);
    await finishedRun(resultsDir, "whole");
    const known = async () => {
      using store = await openStore(resultsDir);
      return (await store.runs()).map(({ id }) => id);
    };
    let refused = 0;
    for (const bytes of spoilBlocks(await Deno.readFile(path))) {
      await Deno.writeFile(path, bytes);
      const before = await known();
      for (const merge of [() => mergeFile(resultsDir, path), () => mergeAll(resultsDir)]) {
        const error = await merge().then(() => undefined, (error: unknown) => error);
        // A block that nothing lies in harms nothing.
        if (error === undefined) break;
        assert(error instanceof UserError, String(error));
        assertStringIncludes(error.message, path);
        assertStringIncludes(error.message, "the other runs are kept");
        assertEquals(await known(), before);
        refused++;
      }
    }
    assert(refused >= 4, `${refused} of the damages were found`);
  }));
