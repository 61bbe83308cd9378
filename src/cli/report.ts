import { resolve } from "node:path";
import { UserError } from "../spec/user_error.ts";
import { openStore } from "../store/reader.ts";
import type { Command } from "./command.ts";
import { countOf } from "./count_of.ts";
import { exitCodes, worstExitCode } from "./exit_codes.ts";
import { findSuite, listSuites } from "./find_suite.ts";
import { text } from "./flag_values.ts";
import { parseFlags, toggle } from "./flags.ts";
import { formatHelp } from "./help.ts";
import { renderOverviewPage } from "./render_overview_page.ts";
import { renderOnlyRunPage } from "./render_run_page.ts";
import { suggest } from "./suggest.ts";
import { exitCodeFor, tellError } from "./tell_error.ts";

const flags = {
  suite: { value: "NAME", help: "The latest run of this suite", read: text },
  all: toggle("Every run of the store, or of the suite that is named"),
  results: { value: "FOLDER", help: "The folder of the store", default: "results", read: text },
  help: toggle("This text"),
};

/** The command `report`. */
export const reportCommand: Command = {
  about: "Renders a run's page and the overview again from the store",
  async run(args) {
    const { values, words } = parseFlags(flags, args);
    if (values.help) {
      console.log(formatHelp({
        usage: "deno task report [RUN|latest] [flags]",
        about:
          `${this.about}: the latest one's where none is named.\nWith --all a run that cannot be rendered is told of and hides no other.`,
        sections: { Flags: flags },
        examples: ["deno task report", "deno task report --suite barriers", "deno task report --all"],
      }));
      return exitCodes.ran;
    }
    if (words.length > 1) throw new UserError(`Cannot render a page as one run is named at most: ${words.join(" ")}`);
    const results = resolve(values.results ?? "results");
    if (values.all && words.length > 0) {
      throw new UserError(`Cannot render a page as --all names every run already: ${words[0]}`);
    }
    const runs = values.all
      ? await listRuns(results, values.suite)
      : [await chooseRun(results, words[0] ?? "latest", values.suite)];
    const faults: unknown[] = [];
    for (const run of runs) {
      try {
        console.log(`Page   ${await render(run, results)}`);
      } catch (error) {
        if (!values.all) throw error;
        console.error(`No page of ${run.id}:`);
        tellError(error);
        faults.push(error);
      }
    }
    console.log(`Site   ${await renderOverviewPage(results)}`);
    if (faults.length > 0) console.error(`${faults.length} of ${countOf(runs.length, "run")} could not be rendered`);
    return worstExitCode(faults.map(exitCodeFor));
  },
};

async function render({ id, suite }: { id: string; suite: string }, results: string): Promise<string> {
  return await renderOnlyRunPage((await findSuite(suite)).suite, results, id);
}

/** The runs that can have a page, the latest last, so that it becomes its suite's page. */
async function listRuns(results: string, suite?: string): Promise<{ id: string; suite: string }[]> {
  using store = await openStore(results);
  const all = await store.runs();
  const suites = suite === undefined ? await listSuites() : [suite];
  const runs = all.filter((run) => suites.includes(run.suite)).reverse();
  if (runs.length > 0 || suite === undefined) return runs;
  const near = suggest(suite, new Set(all.map((run) => run.suite)));
  throw new UserError(`Cannot render pages as ${store.path} must hold a run of ${suite}: it holds none${near}`);
}

async function chooseRun(results: string, wanted: string, suite?: string): Promise<{ id: string; suite: string }> {
  using store = await openStore(results);
  const runs = (await store.runs()).filter((run) => suite === undefined || run.suite === suite);
  const run = wanted === "latest" ? runs[0] : runs.find(({ id }) => id === wanted);
  if (run) return run;
  const among = suite === undefined ? store.path : `${store.path} among the runs of ${suite}`;
  throw new UserError(
    `Cannot render a page as its run must be in ${among}: ${
      wanted === "latest" ? "there is none" : `there is no ${wanted}${suggest(wanted, runs.map(({ id }) => id))}`
    }`,
  );
}
