import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { run } from "./command_line.ts";

const small =
  "suite barriers --preset smoke --model mlp --learning-rate 0.1 --seeds 1 --engine onnx:cpu --quiet --no-report";

Deno.test("sql, report and merge work on what a run stored", async (step) => {
  const results = await Deno.makeTempDir({ prefix: "sgd-walk-" });
  const inFolder = ["--results", results];
  const made = await run([...small.split(" "), ...inFolder, "--json"]);
  assertEquals(made.code, 0, made.err);
  const { run: id } = JSON.parse(made.out);

  await step.step("sql prints a table", async () => {
    const { code, out } = await run([
      "sql",
      "SELECT suite, count(*) AS steps FROM runs JOIN steps USING (run_id) GROUP BY ALL",
      ...inFolder,
    ], "look");
    assertEquals({ code, out }, { code: 0, out: "suite     steps\n────────  ─────\nbarriers     30\n1 row\n" });
  });
  await step.step("sql --json prints objects", async () => {
    const { out } = await run(["sql", "SELECT 1.5 AS x, NULL AS y, 'a' AS z", "--json", ...inFolder], "look");
    assertEquals(JSON.parse(out), [{ x: 1.5, y: null, z: "a" }]);
  });
  await step.step("sql --csv quotes what needs it", async () => {
    const { out } = await run(["sql", `SELECT 'a,"b"' AS x, NULL AS y, 2 AS z`, "--csv", ...inFolder], "look");
    assertEquals(out, 'x,y,z\n"a,""b""",,2\n');
  });
  await step.step("sql of many rows prints each, in each form, also where the SQL begins with a comment", async () => {
    const sql = "-- all\nSELECT range AS n FROM range(150000)";
    for (
      const [form, last] of [[[], "149999\n150,000 rows\n"], [["--csv"], "149998\n149999\n"], [
        ["--json"],
        "149999\n  }\n]\n",
      ]] as const
    ) {
      const { code, out, err } = await run(["sql", sql, ...form, ...inFolder], "look");
      assertEquals(code, 0, err);
      assert(out.endsWith(last), out.slice(-40));
    }
  });
  await step.step("sql shows control characters in a table as escapes", async () => {
    const { out } = await run(["sql", "SELECT chr(27) || '[2J' || chr(10) AS text", ...inFolder], "look");
    assertEquals(out, "text\n───────────\n\\u001b[2J\\n\n1 row\n");
  });
  await step.step("sql refuses to write and says what is wrong with a query", async () => {
    for (
      const [sql, message] of [["DELETE FROM steps", "kind DELETE"], ["SELECT nothing FROM runs", "nothing"]] as const
    ) {
      const { code, out, err } = await run(["sql", sql, ...inFolder], "look");
      assertEquals({ code, out }, { code: 2, out: "" });
      assertStringIncludes(err, message);
    }
  });
  await step.step("report renders the latest run, a named one, and a suite's latest", async () => {
    for (const which of [[], [id], ["latest"], ["--suite", "barriers"], ["--all"]]) {
      const { code, out, err } = await run(["report", ...which, ...inFolder]);
      assertEquals(code, 0, err);
      const [page, overview] = ["Page", "Site"].map((name) => out.match(new RegExp(`^${name} +(.*)$`, "m"))![1]!);
      assertStringIncludes(await Deno.readTextFile(page!), id);
      assertStringIncludes(await Deno.readTextFile(overview!), `runs/${id}.html`);
    }
  });
  await step.step("report refuses a run that is not there, and one beside --all", async () => {
    assertStringIncludes((await run(["report", "--all", id, ...inFolder])).err, "--all names every run already");
    const { code, err } = await run(["report", `${id}0`, ...inFolder]);
    assertEquals(code, 2);
    assertStringIncludes(err, `did you mean ${id}?`);
  });
  await step.step("merge makes the store anew from the runs' files", async () => {
    await Deno.remove(`${results}/walk.duckdb`);
    const { code, out, err } = await run(["merge", ...inFolder]);
    assertEquals(code, 0, err);
    assertStringIncludes(out, `Merged ${id}`);
    const counted = await run(["sql", "SELECT count(*) AS steps FROM steps", "--csv", ...inFolder], "look");
    assertEquals(counted.out, "steps\n30\n");
  });
  await Deno.remove(results, { recursive: true });
});

Deno.test("engines --json tells of every engine, and of a missing one why and what to do", async () => {
  const { code, out } = await run(["engines", "--json"], "look");
  assertEquals(code, 0);
  const survey: { name: string; available: boolean; reason?: string; remedy?: string }[] = JSON.parse(out);
  assertEquals(survey.map(({ name }) => name).slice(0, 3), ["onnx:cpu", "onnx:webgpu", "onnx:cuda"]);
  assert(survey[0]!.available);
  for (const { name, available, reason, remedy } of survey) assert(available || reason && remedy, name);
});

Deno.test("suites --json lists claims and the cases of each preset", async () => {
  const { code, out } = await run(["suites", "--json"], "look");
  assertEquals(code, 0);
  const barriers = JSON.parse(out).find(({ name }: { name: string }) => name === "barriers");
  assertEquals(barriers.claims.map(({ id }: { id: string }) => id), ["W1", "W1b", "W6", "W14"]);
  assertEquals(Object.keys(barriers.presets), ["smoke", "laptop", "paper"]);
});
