/** A suite at one commit: checked out, its packages installed, run by the commit's own code, its run brought into the store. */

import { join } from "node:path";
import { UserError } from "../spec/user_error.ts";
import { mergeRun } from "../store/merge.ts";
import { runPath, runsFolder } from "../store/paths.ts";
import { readRuns } from "../store/run_rows.ts";
import { openStoreFile } from "../store/store_file.ts";
import { exitCodes } from "./exit_codes.ts";
import { runGit } from "./run_git.ts";
import { speakTo, type Spoken } from "./speak_to.ts";
import type { Worktrees } from "./worktree.ts";

/** What tracking a commit needs. */
export interface TrackCommitOptions {
  readonly checkout: string;
  readonly worktrees: Worktrees;
  /** Full hash. */
  readonly commit: string;
  readonly suite: string;
  /** The suite's flags. */
  readonly flags: readonly string[];
  /** The results folder that the run is brought into. */
  readonly results: string;
  /** A results folder of this commit and these flags alone: the commit's store may be of another version. */
  readonly scratch: string;
  /** Takes what the suite says while it runs. */
  readonly say: (text: Uint8Array) => void;
  /** The user wants to end. */
  readonly stop: AbortSignal;
}

/** What came out: a run, no run and why, or that the user ended it. */
export type CommitOutcome =
  | { readonly run: string }
  | { readonly reason: string }
  | { readonly interrupted: true };

/** Runs the suite at the commit; goes on with a run of the same flags that was interrupted there. */
export async function trackCommit(options: TrackCommitOptions): Promise<CommitOutcome> {
  const { checkout, worktrees, commit, suite, scratch, results } = options;
  const { run: finished } = await adoptRun(scratch, results);
  if (finished !== undefined) return { run: finished };
  if (!await holdsSuite(checkout, commit, suite)) return { reason: `it has no ${fileOf(suite)}` };

  await using worktree = await worktrees.add(commit);
  const { path } = worktree;
  const installed = await speakTo("deno", ["install", "--quiet", "--frozen"], { ...options, folder: path });
  if (options.stop.aborted) return { interrupted: true };
  if (installed.code !== 0) return { reason: `its packages cannot be installed: ${lastWords(installed)}` };

  const begun = await hasRunFiles(scratch);
  let ended = await runSuite(path, options, begun ? ["--resume"] : []);
  // What was begun there may be of other code than the commit's: a lock file that Deno mended, say.
  if (begun && ended.code === exitCodes.users && !options.stop.aborted) ended = await runSuite(path, options, []);
  if (ended.code === exitCodes.interrupted || options.stop.aborted && ended.code !== 0) return { interrupted: true };
  const { run, complaint } = await adoptRun(scratch, results);
  if (run !== undefined) return { run };
  if (ended.code === 0 && complaint !== undefined) return { reason: complaint };
  return { reason: `the suite ended with code ${ended.code}: ${lastWords(ended)}` };
}

/** Whether a commit holds the file of a suite. */
export async function holdsSuite(checkout: string, commit: string, suite: string): Promise<boolean> {
  return (await runGit(checkout, ["cat-file", "-e"], [`${commit}:${fileOf(suite)}`])).success;
}

function fileOf(suite: string): string {
  return `suites/${suite}.ts`;
}

async function runSuite(folder: string, options: TrackCommitOptions, more: readonly string[]): Promise<Spoken> {
  const { suite, flags, scratch } = options;
  const args = ["task", "--quiet", "suite", suite, ...flags, ...more, "--json", "--no-report", "--results", scratch];
  return await speakTo("deno", args, { ...options, folder });
}

/** The line in which a program says what is wrong: its last ones are where it stood. */
function lastWords({ said }: Spoken): string {
  const lines = said.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  const telling = lines.find((line) => /^(error|Cannot|Uncaught|\w*Error)\b/.test(line)) ?? lines.at(-1);
  return (telling ?? "it said nothing").slice(0, 300);
}

async function hasRunFiles(scratch: string): Promise<boolean> {
  return (await runFiles(scratch)).length > 0;
}

async function runFiles(scratch: string): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(runsFolder(scratch))).catch((error: unknown) => {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  });
  return entries.map(({ name }) => name).filter((name) => name.endsWith(".duckdb")).sort().reverse();
}

/**
 * Brings the finished run of a scratch folder into the results: its file, of which the store can be made anew, and its rows. The scratch
 * folder is removed then. No run where none has finished there, with a complaint where its file cannot be read: as of a newer version. A
 * copy is looked at, as looking migrates: the commit's code must be able to go on with its own file.
 */
async function adoptRun(scratch: string, results: string): Promise<{ run?: string; complaint?: string }> {
  let complaint: string | undefined;
  for (const name of await runFiles(scratch)) {
    const run = name.slice(0, -".duckdb".length);
    const copy = join(scratch, name);
    await Deno.copyFile(join(runsFolder(scratch), name), copy);
    const finished = await isFinished(copy).catch((error: unknown) => {
      if (!(error instanceof UserError)) throw error;
      complaint = error.message;
      return false;
    });
    if (!finished) {
      await Deno.remove(copy);
      continue;
    }
    await Deno.mkdir(runsFolder(results), { recursive: true });
    await Deno.rename(copy, runPath(results, run));
    await mergeRun(results, run);
    await Deno.remove(scratch, { recursive: true });
    return { run };
  }
  return complaint === undefined ? {} : { complaint };
}

async function isFinished(path: string): Promise<boolean> {
  using database = await openStoreFile(path, { access: "read" });
  const [run] = await readRuns(database.query);
  return run?.status === "finished";
}
