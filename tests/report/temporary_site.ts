/** An overview over synthetic runs in a store of its own, as the command line would render it. */

import { join } from "node:path";
import overview from "../../reports/overview.ts";
import { readSteps } from "../../src/cli/read_steps.ts";
import { inCommitOrder } from "../../src/report/commit_order.ts";
import type { OverviewSubject } from "../../src/report/overview.ts";
import { pairSteps } from "../../src/report/pair_steps.ts";
import { renderOverview } from "../../src/report/render_overview.ts";
import { speakingRun } from "../../src/report/speaking_run.ts";
import { writePage } from "../../src/report/write_page.ts";
import type { Suite } from "../../src/spec/suite.ts";
import { openStore } from "../../src/store/reader.ts";
import heights from "../../suites/heights.ts";
import { type SyntheticOptions, syntheticRun } from "./synthetic_run.ts";
import { syntheticSuite } from "./synthetic_suite.ts";

/** A folder with the overview in it, gone when it is disposed of. */
export interface TemporarySite extends AsyncDisposable {
  readonly file: string;
  readonly subject: OverviewSubject;
  /** The folder of its store. */
  readonly folder: string;
}

/** Two commits, the second of which was made on top of the first. */
const commits = ["a", "b"].map((letter) => letter.repeat(40));

/** A suite of another paper, for a site of two papers. */
const plantedSuite: Suite = {
  ...syntheticSuite,
  name: "planted",
  question: "Does another paper stand beside the first?",
  reference: { paper: "A planted paper", authors: "Nobody, 2026", identifier: "", where: "section 1" },
  claims: syntheticSuite.claims.slice(0, 2),
};

/**
 * The overview of the barriers suite's two runs, one at each commit, of the heights suite's none, and, of another paper, of the planted suite's
 * none; `later` is what the second run has else.
 */
export async function temporarySite(
  options: SyntheticOptions = {},
  later: SyntheticOptions = {},
): Promise<TemporarySite> {
  const folder = await Deno.makeTempDir({ prefix: "sgd-walk-site-" });
  for (const [day, commit] of commits.entries()) {
    const made = await syntheticRun(syntheticSuite, folder, {
      seeds: 5,
      epochs: 10,
      measuredSteps: 60,
      ...options,
      ...day === 0 ? {} : later,
      commit,
      started: `2026-01-0${day + 2}T03:04:05.000Z`,
    });
    await made.store.finish("finished");
  }
  using store = await openStore(folder);
  const runs = await store.runs();
  const state = async (suite: Suite) => {
    const run = speakingRun(runs.filter((run) => run.suite === suite.name), suite.version, new Set());
    return { suite, verdicts: run === undefined ? [] : await store.verdicts(run.id), ...(run && { run }) };
  };
  const suites = [await state(syntheticSuite), await state(heights), await state(plantedSuite)];
  const ordered = inCommitOrder(runs, commits);
  const spoken = suites.flatMap(({ run = [] }) => run);
  const subject: OverviewSubject = {
    suites,
    runs,
    order: ordered.map(({ id }) => id),
    steps: await readSteps(store.query, pairSteps(ordered, { spoken, parts: new Set() })),
    pages: new Set(runs.slice(0, 1).map(({ id }) => id)),
    parts: new Set(),
    compared: true,
  };
  const file = join(folder, "site", "index.html");
  await writePage(file, await renderOverview(overview, subject, store.query));
  return { file, subject, folder, [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }) };
}
