/** `deno task prune`: removes runs that are not needed any more, and gives their space back. */

import { resolve } from "node:path";
import { UserError } from "../spec/user_error.ts";
import { type AnyRun, listAllRuns } from "../store/all_runs.ts";
import { storePath } from "../store/paths.ts";
import { removeRuns } from "../store/remove_runs.ts";
import { shrinkStore } from "../store/shrink_store.ts";
import { isFile } from "../store/store_file.ts";
import { readBaselines } from "./baselines.ts";
import { choosePrunable, type PruneCriteria } from "./choose_prunable.ts";
import type { Command } from "./command.ts";
import { exitCodes } from "./exit_codes.ts";
import { list, positiveInteger, text } from "./flag_values.ts";
import { type FlagValues, parseFlags, toggle } from "./flags.ts";
import { formatHelp } from "./help.ts";
import { formatPruning, type Pruning } from "./prune_text.ts";
import { readAge } from "./read_age.ts";
import { refuseWords } from "./refuse_words.ts";
import { requireResults } from "./require_results.ts";
import { renewSite } from "./renew_site.ts";
import { measureFiles, removeBelongings } from "./run_belongings.ts";
import { suggest } from "./suggest.ts";

const which = {
  keep: {
    value: "N",
    help: "All but the newest N finished runs of each suite and preset, and what began after the oldest of these",
    read: positiveInteger,
  },
  olderThan: { value: "AGE", help: "Runs that began longer ago: 12h, 30d, 8w", read: readAge },
  failed: toggle("Runs that failed; interrupted ones can be resumed"),
  run: { value: "IDS", help: "These runs, with commas between them", read: list(text) },
  suite: { value: "NAME", help: "Only runs of this suite, beside another of these flags", read: text },
};

const others = {
  dryRun: toggle("Says what would go, and removes nothing"),
  force: toggle("Also removes runs that a baseline names"),
  json: toggle("What went and what stayed, as JSON"),
  results: { value: "FOLDER", help: "The folder of the store", default: "results", read: text },
  help: toggle("This text"),
};

const flags = { ...which, ...others };

/** The command `prune`. */
export const pruneCommand: Command = {
  about: "Removes runs: their rows in the store, their files, checkpoints and pages",
  async run(args) {
    const { values, words } = parseFlags(flags, args);
    if (values.help) {
      console.log(formatHelp({
        usage: "deno task prune --keep N|--older-than AGE|--failed|--run IDS [flags]",
        about:
          `${this.about}.\nA run goes where all that is given holds of it; it asks nothing, so look with --dry-run first.`,
        sections: { "Which runs": which, Flags: others },
        examples: [
          "deno task prune --keep 5 --dry-run",
          "deno task prune --keep 3 --older-than 30d",
          "deno task prune --run 20261121-113000-barriers-1a2b3c",
        ],
      }));
      return exitCodes.ran;
    }
    refuseWords(words, "prune");
    const criteria = readCriteria(values);
    const results = resolve(values.results ?? "results");
    await requireResults(results, "prune");
    const pruning = await prune(results, criteria, { dryRun: values.dryRun ?? false, force: values.force ?? false });
    console.log(values.json ? JSON.stringify(pruning, null, 2) : formatPruning(pruning));
    return exitCodes.ran;
  },
};

function readCriteria({ keep, olderThan, failed, run, suite }: FlagValues<typeof which>): PruneCriteria {
  if ([keep, olderThan, failed, run].every((one) => one === undefined)) {
    throw new UserError("Cannot prune as it must be said which runs: give --keep, --older-than, --failed or --run");
  }
  return {
    ...(keep === undefined ? {} : { keep }),
    ...(olderThan === undefined ? {} : { before: new Date(Date.now() - olderThan).toISOString() }),
    ...(failed === undefined ? {} : { failed }),
    ...(run === undefined ? {} : { runs: run }),
    ...(suite === undefined ? {} : { suite }),
  };
}

async function prune(
  results: string,
  criteria: PruneCriteria,
  { dryRun, force }: { readonly dryRun: boolean; readonly force: boolean },
): Promise<Pruning> {
  const all = await listAllRuns(results);
  refuseUnknown(results, all, criteria);
  const { chosen, spared } = choosePrunable(all, criteria, { baselines: await readBaselines(results), force });
  const before = await storeBytes(results);
  const runs = await Promise.all(chosen.map(async ({ id, run, shareOfStore, takers }) => ({
    id,
    suite: run.suite,
    preset: run.preset,
    status: run.status,
    started: run.started,
    bytes: await measureFiles(results, id),
    bytesInStore: Math.round(shareOfStore * before),
    // Their rows are copies: they lose nothing but the place where they came from.
    takers: takers.filter((taker) => !chosen.some((one) => one.id === taker)),
  })));
  if (dryRun || runs.length === 0) return { dryRun, runs, spared, store: { before, after: before } };
  const { busy } = await removeRuns(results, runs.map(({ id }) => id), (id) => removeBelongings(results, id));
  const gone = runs.filter(({ id }) => !busy.includes(id));
  if (gone.length > 0 && before > 0) {
    await renewSite(results, new Set(gone.map(({ suite }) => suite)));
    // Last, as it needs space on the disk: the runs have gone, whether there is or not.
    await shrinkStore(results);
  }
  return {
    dryRun,
    runs: gone,
    spared: [...spared, ...busy.map((id) => ({ id, reason: "a process has begun to work on it" }))],
    store: { before, after: await storeBytes(results) },
  };
}

/** Bytes of the store, and of what waits beside it to be written into it; 0 where there is none. */
async function storeBytes(results: string): Promise<number> {
  const files = [storePath(results), `${storePath(results)}.wal`];
  const sizes = await Promise.all(files.map(async (file) => await isFile(file) ? (await Deno.stat(file)).size : 0));
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}

function refuseUnknown(results: string, all: readonly AnyRun[], { runs = [], suite }: PruneCriteria): void {
  const ids = all.map(({ id }) => id);
  const unknown = runs.find((id) => !ids.includes(id));
  if (unknown !== undefined) {
    throw new UserError(
      `Cannot prune ${unknown} as it must be a run in ${results}: there is none${suggest(unknown, ids)}`,
    );
  }
  const suites = new Set(all.flatMap(({ run }) => run === undefined ? [] : [run.suite]));
  if (suite !== undefined && !suites.has(suite)) {
    throw new UserError(
      `Cannot prune runs of ${suite} as ${results} must hold one: it holds none${suggest(suite, suites)}`,
    );
  }
}
