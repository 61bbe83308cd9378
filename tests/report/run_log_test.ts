import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import barriers from "../../reports/barriers.ts";
import { runLog } from "../../reports/sections/run_log.ts";
import type { Row, Subject } from "../../src/report/page.ts";
import { renderReport } from "../../src/report/render_report.ts";
import type { RunStatus } from "../../src/spec/run.ts";
import { syntheticSuite as suite } from "./synthetic_suite.ts";
import { temporaryRun } from "./temporary_run.ts";

const started = "2026-11-21T11:30:00.000Z";

/** An entry of the store so many seconds after the run's start. */
function entry(seconds: number, kind: string, text: string | null = null, one: Row = { case_id: null }): Row {
  return { happened: new Date(Date.parse(started) + 1000 * seconds).toISOString(), kind, text, ...one };
}

/** A case of a run, as it stands beside each of its entries. */
function someCase(seed: number, learning_rate = 0.1): Row {
  const settings = { dataset: "mnist", descent: "SGD", learning_rate, batch_size: 100, momentum: 0, weight_decay: 0 };
  return { case_id: `${learning_rate}-${seed}`, network: "mlp", ...settings, seed };
}

/** What the page says about these entries: when, about what, what happened, and whether that stands outside the whole log. */
function told(rows: readonly Row[], status: RunStatus = "finished"): unknown[] {
  const subject = { run: { started, status } } as Subject;
  return runLog.derive!(rows, subject).map((row) => [row.after, row.about, row.event, runLog.excerpt!.has(row)]);
}

Deno.test("runLog tells what happened in words, when, and about which case", () => {
  const rows = [
    entry(0, "begun"),
    entry(0, "note", "mlp ends after 20 steps"),
    entry(1.25, "begun", null, someCase(0)),
    entry(2, "begun", null, someCase(1, 0.05)),
    entry(3, "diverged", "at step 17", someCase(0)),
    entry(4, "failed", "out of memory", someCase(1, 0.05)),
    entry(5, "failed", "1 of 2 cases failed"),
    entry(3600, "resumed", "the process before was killed, or its machine stopped"),
    entry(3675, "resumed", "from step 1,200", someCase(1, 0.05)),
    entry(3680, "finished", "at step 3,450", someCase(1, 0.05)),
    entry(3681, "finished"),
  ];
  const first = "mlp, η\u00a00.1, seed\u00a00";
  const second = "mlp, η\u00a00.05, seed\u00a01";
  assertEquals(told(rows), [
    ["0.0 s", "the\u00a0run", "begun on 21 Nov 2026, 11:30 UTC", true],
    ["0.0 s", "the\u00a0run", "mlp ends after 20 steps", true],
    ["1.3 s", first, "begun", false],
    ["2.0 s", second, "begun", false],
    ["3.0 s", first, "diverged at step 17", true],
    ["4.0 s", second, "failed: out of memory", true],
    ["5.0 s", "the\u00a0run", "failed: 1 of 2 cases failed", true],
    [
      "1 h 0 min",
      "the\u00a0run",
      "resumed on 21 Nov 2026, 12:30 UTC; the process before was killed, or its machine stopped",
      true,
    ],
    ["1 h 1 min", second, "resumed from step 1,200", true],
    ["1 h 1 min", second, "finished at step 3,450", false],
    ["1 h 1 min", "the\u00a0run", "finished", true],
  ]);
});

Deno.test("runLog tells once what several cases share: that their rows were taken from a run", () => {
  const rows = [
    entry(0, "begun"),
    ...[0, 1, 2].map((seed) => entry(1, "taken", "from run first", someCase(seed))),
    entry(1, "taken", "from run second", someCase(3)),
    entry(2, "finished"),
  ];
  assertEquals(told(rows).slice(1, -1), [
    ["1.0 s", "3\u00a0cases", "rows taken from run first", true],
    ["1.0 s", "mlp, η\u00a00.1, seed\u00a03", "rows taken from run second", true],
  ]);
});

Deno.test("runLog names cases by all in which they differ", () => {
  const other = { ...someCase(0), descent: "GD", batch_size: 500, weight_decay: 1e-4 };
  const rows = [entry(1, "begun", null, someCase(0)), entry(1, "begun", null, other)];
  assertEquals(told(rows).map((row) => (row as unknown[])[1]), [
    "mlp, SGD, η\u00a00.1, batch\u00a0100, decay\u00a00, seed\u00a00",
    "mlp, GD, η\u00a00.1, batch\u00a0500, decay\u00a01e-4, seed\u00a00",
  ]);
});

Deno.test("runLog says that a run's process was killed where its log ends without an end", () => {
  const killed = [null, "the\u00a0run", "interrupted as its process was killed or the machine stopped", true];
  const open = [entry(0, "begun"), entry(0, "note", "a note"), entry(1, "begun", null, someCase(0))];
  assertEquals(told(open, "interrupted").at(-1), killed);
  assertEquals(told([...open, entry(2, "interrupted")], "interrupted").at(-1), [
    "2.0 s",
    "the\u00a0run",
    "interrupted",
    true,
  ]);
  assertEquals(told([], "interrupted"), []);
});

Deno.test("a run's page has its log, escaped, and says where none was kept", async () => {
  await using made = await temporaryRun(suite, { seeds: 4, epochs: 1, measuredSteps: 5 });
  const { store, run, verdicts, folder } = made;
  await store.note(store.plan.cases[0]!.id, "<b>its</b> checkpoint is damaged");
  const render = async (id: string) => {
    const subject = { query: store.query, run: { ...run, id }, verdicts, suite, page: barriers };
    const text = await Deno.readTextFile(await renderReport({ ...subject, file: join(folder, `${id}.html`) }));
    return /<section id="the-log".*?<\/section>/s.exec(text)![0];
  };
  const log = await render(run.id);
  assertStringIncludes(log, "begun on 2 Jan 2026, 03:04 UTC");
  assertStringIncludes(log, "&lt;b&gt;its&lt;/b&gt; checkpoint is damaged");
  assertMatch(log, /vgg11, [^<]*seed\u00a03<\/td><td\s+class="wraps"\s*>diverged at step 1,234</);
  // Two networks, two learning rates, four seeds: each ends, and one has a note; the run has begun.
  assertStringIncludes(log, "The whole log, with each case&#39;s beginning and end (18 rows)");
  assert(log.indexOf("finished at step 5<") > log.indexOf("<details>"));
  assertStringIncludes(await render("another"), "No log was kept: the run is older than the logs.");
});
