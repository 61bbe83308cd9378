import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { UserError } from "../../src/spec/user_error.ts";
import { createRunStore, reopenRunStore } from "../../src/store/run_store.ts";
import { inResults, somePlan, stepRows } from "./fixtures.ts";
import { growDisk, inSmallDisk, skipped, why } from "./small_disk.ts";

Deno.test(`append() on a full disk names the file and keeps what was acknowledged${why}`, skipped, () =>
  // A run's file takes about 1 MB, the rows fill the rest.
  inSmallDisk("size=3m", async (resultsDir) => {
    let acknowledged = 0;
    {
      using store = await createRunStore(resultsDir, somePlan());
      const steps = (first: number) => Array.from({ length: 500 }, (_, index) => stepRows(first + index).steps[0]!);
      const fill = async () => {
        for (;;) {
          await store.append("a", { ...stepRows(0), steps: steps(acknowledged) });
          acknowledged += 500;
        }
      };
      const error = await assertRejects(fill, UserError, store.path);
      assertStringIncludes(error.message, "free some space");
      assertEquals(await store.query("SELECT count(*) AS steps FROM steps"), [{ steps: acknowledged }]);
    }
    assert(acknowledged > 0, "the disk was full before the first rows");
    await growDisk(resultsDir, "8m");
    using store = await reopenRunStore(resultsDir, somePlan().id);
    assertEquals(await store.query("SELECT count(*) AS steps FROM steps"), [{ steps: acknowledged }]);
    await store.append("a", stepRows(acknowledged));
  }));

Deno.test(
  `createRunStore() on a full disk names the file and leaves nothing${why}`,
  skipped,
  () =>
    inSmallDisk("size=64k", async (resultsDir) => {
      const error = await assertRejects(
        () => createRunStore(resultsDir, somePlan()),
        UserError,
        `${somePlan().id}.duckdb`,
      );
      assertStringIncludes(error.message, "free some space");
      assertEquals(await Array.fromAsync(Deno.readDir(`${resultsDir}/runs`)), []);
    }),
);

Deno.test(
  `createRunStore() in a read-only folder names the file and says what to do${why}`,
  skipped,
  () =>
    inSmallDisk("ro", async (resultsDir) => {
      const error = await assertRejects(
        () => createRunStore(resultsDir, somePlan()),
        UserError,
        `${somePlan().id}.duckdb`,
      );
      assertStringIncludes(error.message, "--results");
    }),
);

Deno.test("createRunStore() where a file stands in the folder's place names it and says what to do", () =>
  inResults(async (folder) => {
    await Deno.writeTextFile(`${folder}/results`, "a file");
    const error = await assertRejects(
      () => createRunStore(`${folder}/results`, somePlan()),
      UserError,
      `${folder}/results`,
    );
    assertStringIncludes(error.message, "--results");
  }));
