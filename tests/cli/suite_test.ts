import { assert, assertEquals, assertNotEquals, assertStringIncludes } from "@std/assert";
import { querySql } from "../store/query_sql.ts";
import { run, runUntil, start } from "./command_line.ts";

/** Two short walks of a small perceptron: some seconds. `--no-report` as pages have their own tests. */
const small = [
  "suite",
  "barriers",
  ..."--preset smoke --model mlp --learning-rate 0.1 --engine onnx:cpu --no-report".split(" "),
];
/** Long enough to be interrupted on a fast machine too: seconds. One case at a time, so that one is at work and one waits. */
const longer = [
  ...small,
  ..."--epochs 120 --measured-epochs 1,5,10,15,20,25,30,35,40 --eval-samples 1000 --jobs 1".split(" "),
];

/** Everything that a run stores about its walks, but for times and the run's id. */
async function rows(results: string): Promise<unknown> {
  const tables = ["steps", "segments", "epochs", "measurements"];
  const answers = await Promise.all(tables.map(async (table) => {
    const columns = "COLUMNS(name -> NOT contains(name, 'seconds') AND name <> 'run_id')";
    return (await querySql(results, `SELECT ${columns} FROM ${table} ORDER BY ALL`)).rows;
  }));
  assert(answers.every((answer, index) => answer.length > 0 || tables[index] === "measurements"), "nothing was stored");
  return answers;
}

async function inFolder(work: (results: string) => Promise<void>): Promise<void> {
  const results = await Deno.makeTempDir({ prefix: "sgd-walk-" });
  try {
    await work(results);
  } finally {
    await Deno.remove(results, { recursive: true });
  }
}

async function count(results: string, sql: string): Promise<unknown> {
  return (await querySql(results, sql)).rows[0]![0];
}

Deno.test("suite --json prints one JSON document on standard output, and the same rows come again", async () => {
  await inFolder(async (first) => {
    const { code, out, err } = await run([...small, "--json", "--results", first]);
    assertEquals(code, 0, err);
    const { run: id, status, cases, verdicts, store, engine } = JSON.parse(out);
    assertEquals({ status, store, engine: engine.name }, {
      status: "finished",
      store: `${first}/walk.duckdb`,
      engine: "onnx:cpu",
    });
    assertEquals(cases.map((one: { status: string }) => one.status), ["finished", "finished"]);
    assertNotEquals(verdicts.length, 0);
    assertEquals(await count(first, "SELECT run_id FROM runs"), id);
    assertStringIncludes(err, "2/2 cases");
    await inFolder(async (second) => {
      assertEquals((await run([...small, "--quiet", "--results", second])).code, 0);
      assertEquals(await rows(second), await rows(first));
    });
  });
});

Deno.test("suite interrupted or killed goes on with --resume to the same rows", async (step) => {
  await inFolder(async (whole) => {
    assertEquals((await run([...longer, "--results", whole])).code, 0);
    const expected = await rows(whole);
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      await step.step(signal, () =>
        inFolder(async (results) => {
          const { code, err } = await runUntil("steps/s", signal, [...longer, "--results", results]);
          assertEquals(code, 130, err);
          assertEquals(await count(results, "SELECT status FROM runs"), "interrupted");
          const resume = /Go on with: deno task (suite):(barriers) (--resume) (\S+)/.exec(err);
          assert(resume, err);
          const again = await run([...resume.slice(1), "--no-report", "--results", results]);
          assertEquals(again.code, 0, again.err);
          assertEquals(await rows(results), expected);
        }));
    }
    await step.step("SIGKILL in the second case", () =>
      inFolder(async (results) => {
        const { code } = await runUntil("1/2 cases", "SIGKILL", [...longer, "--results", results]);
        assertEquals(code, 137);
        const again = await run(["suite", "barriers", "--resume", "--no-report", "--results", results]);
        assertEquals(again.code, 0, again.err);
        assertEquals(await rows(results), expected);
        assertEquals(await count(results, "SELECT count(*) FROM runs WHERE status = 'finished'"), 1);
      }));
  });
});

Deno.test("suite --resume refuses what could not go on to the same bits, and a run that another process holds", async () => {
  await inFolder(async (results) => {
    const child = start([...longer, "--results", results]);
    const refuse = async (args: string[], message: string) => {
      const { code, out, err } = await run(["suite", "barriers", ...args, "--results", results]);
      assertEquals({ code, out }, { code: 2, out: "" });
      assertStringIncludes(err, message);
    };
    const out = new Response(child.stdout).text();
    let err = "";
    for await (const chunk of child.stderr.pipeThrough(new TextDecoderStream())) {
      const before = err.includes("steps/s");
      err += chunk;
      if (before || !err.includes("steps/s")) continue;
      // Held still, so that it cannot end before it is asked about.
      child.kill("SIGSTOP");
      await refuse(["--resume"], "no other process may be at work on the run");
      child.kill("SIGINT");
      child.kill("SIGCONT");
    }
    assertEquals((await child.status).code, 130);
    await out;
    await refuse(["--resume", "--threads", "2"], "--threads must be as it was, 1: 2");
    await refuse(["--resume", "--engine", "tfjs:cpu"], "--engine must be as it was, onnx:cpu: tfjs:cpu");
    await refuse(["--resume", "--seeds", "3"], "the flags ask for another run; leave them out, or start anew");
    await refuse(["--resume", "nothing"], "there is no nothing");
    const again = await run([...longer, "--resume", "--results", results]);
    assertEquals(again.code, 0, again.err);
  });
});

Deno.test("two suites at once into one folder both end up whole in the store", async () => {
  await inFolder(async (results) => {
    const both = await Promise.all([1, 2].map(() => run([...small, "--jobs", "1", "--results", results])));
    for (const { code, err } of both) assertEquals(code, 0, err);
    const stored = await querySql(
      results,
      "SELECT count(*) AS steps FROM runs JOIN steps USING (run_id) WHERE status = 'finished' GROUP BY run_id",
    );
    assertEquals(stored.rows, [[60], [60]]);
  });
});

Deno.test("suite ends with 0 where a case diverges, and says at which step", async () => {
  await inFolder(async (results) => {
    const { code, out, err } = await run([...small.map((one) => one === "0.1" ? "1e30" : one), "--results", results]);
    assertEquals(code, 0, err);
    assertStringIncludes(out, "mlp mnist learning-rate=1e+30 seed=0 diverged at step ");
    assertEquals(await count(results, "SELECT count(*) FROM cases WHERE status = 'diverged'"), 2);
  });
});

Deno.test("suite ends with 2 where a case fails by what the user can mend, tells why, and finishes the others", async () => {
  await inFolder(async (results) => {
    const planned = await run([...small, "--dry-run", "--json"]);
    const [first] = JSON.parse(planned.out).cases;
    // A file where the first case wants to export its walk to.
    await Deno.mkdir(`${results}/walks`);
    await Deno.writeTextFile(`${results}/walks/${first.id}`, "");
    const { code, out, err } = await run([...small, "--export-walk", `${results}/walks`, "--results", results]);
    assertEquals(code, 2);
    assertStringIncludes(out, "mlp mnist learning-rate=0.1 seed=0 failed: ");
    assertStringIncludes(out, "choose another with --export-walk");
    assertStringIncludes(err, "Go on with: deno task suite:barriers --resume ");
    const stored = await querySql(
      results,
      "SELECT runs.status, cases.status FROM runs JOIN cases USING (run_id) ORDER BY seed",
    );
    assertEquals(stored.rows, [["failed", "failed"], ["failed", "finished"]]);
  });
});

Deno.test("suite ends with 2 where its files cannot be written, names them, and the run counts as failed", async () => {
  await inFolder(async (results) => {
    await Deno.symlink("checkpoints", `${results}/checkpoints`);
    const { code, err } = await run([...small, "--quiet", "--results", results]);
    assertEquals([code, err.trimEnd().split("\n").length], [2, 1], err);
    assertStringIncludes(err, `Cannot write ${results}/checkpoints/`);
    assertEquals(await count(results, "SELECT status FROM runs"), "failed");
  });
});

Deno.test("suite refuses a store that is no store before anything is trained", async () => {
  await inFolder(async (results) => {
    await Deno.writeTextFile(`${results}/walk.duckdb`, "not a store ".repeat(1000));
    const { code, out, err } = await run([...small, "--results", results]);
    assertEquals({ code, out, lines: err.trim().split("\n").length }, { code: 2, out: "", lines: 1 });
    assertStringIncludes(err, "must be a whole DuckDB file");
    assertEquals((await Array.fromAsync(Deno.readDir(results))).map(({ name }) => name), ["walk.duckdb"]);
  });
});

Deno.test("suite --dry-run lists the cases with an estimate and leaves nothing behind", async () => {
  await inFolder(async (results) => {
    const { code, out } = await run([...small, "--dry-run", "--results", results]);
    assertEquals(code, 0);
    assertStringIncludes(out, "mlp mnist learning-rate=0.1 seed=1");
    assertStringIncludes(out, "An estimate");
    assertEquals(await Array.fromAsync(Deno.readDir(results)), []);
  });
});

Deno.test("suite and suites have help", async () => {
  for (const args of [["suite", "--help"], ["suite", "barriers", "-h"], ["suites", "--help"], ["--help"]]) {
    const { code, out, err } = await run(args);
    assertEquals({ code, err }, { code: 0, err: "" });
    assertStringIncludes(out, "deno task suite");
  }
});
