/** A suite that is tracked over commits: one after the other, none twice. */

import { join } from "node:path";
import { UserError } from "../spec/user_error.ts";
import { listRunFiles } from "../store/run_files.ts";
import type { RunRecord } from "../store/run_rows.ts";
import { storePath } from "../store/paths.ts";
import { openStore } from "../store/reader.ts";
import { isFile } from "../store/store_file.ts";
import { countOf } from "./count_of.ts";
import { type FailedCommit, readFailedCommits, trackFolder, writeFailedCommits } from "./failed_commits.ts";
import type { ListedCommit } from "./list_commits.ts";
import { questionOf, wordsOf } from "./question_of.ts";
import { holdsSuite, trackCommit } from "./track_commit.ts";
import { openWorktrees, type Worktrees } from "./worktree.ts";

/** What is tracked. */
export interface Tracking {
  /** The checkout whose commits they are. */
  readonly checkout: string;
  /** Name of the suite. */
  readonly suite: string;
  /** The words for the suite: its flags. */
  readonly passed: readonly string[];
  /** The folder of the store. */
  readonly results: string;
  /** Whether commits that failed before are tried again. */
  readonly retry: boolean;
  /** Told in words what goes on. */
  tell(line: string): void;
  /** Takes what the suite says while it runs. */
  say(text: Uint8Array): void;
  /** The user wants to end. */
  readonly stop: AbortSignal;
}

/**
 * Runs the suite at each commit that the store has no run of, until the user ends it; the ids of the runs that were made.
 *
 * @throws {UserError} If another process tracks into the folder, a run that it left still goes on, or a commit cannot be checked out.
 */
export async function trackCommits(tracking: Tracking, commits: readonly ListedCommit[]): Promise<string[]> {
  const { checkout, suite, results, tell, stop } = tracking;
  await refuseRunning(results);
  await using worktrees = await openWorktrees(checkout, join(trackFolder(results), "worktrees"));
  tell(
    `${suite} at ${
      countOf(commits.length, "commit")
    }, each run by its own code with the permissions that its own deno.json names`,
  );
  const ran: string[] = [];
  for (const [index, { hash, subject }] of commits.entries()) {
    if (stop.aborted) break;
    const place = `${index + 1}/${commits.length} ${hash.slice(0, 12)} ${subject}`;
    const run = await trackOne(tracking, worktrees, hash, place);
    if (run !== undefined) ran.push(run);
  }
  return ran;
}

/** A process that tracked and was killed leaves its run going on, in the worktree and the folder that would be taken from under it here. */
async function refuseRunning(results: string): Promise<void> {
  const folder = trackFolder(results);
  for (const name of await foldersIn(folder)) {
    const running = (await listRunFiles(join(folder, name))).find(({ held }) => held);
    if (running === undefined) continue;
    throw new UserError(
      `Cannot track into ${results} as no other process may run a suite for it: one is at work on ${running.runId}; ` +
        "wait for it to end: its run is kept",
    );
  }
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(folder)).catch((error: unknown) => {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  });
  return entries.filter(({ isDirectory }) => isDirectory).map(({ name }) => name);
}

/** The run of one commit; undefined where it is in the store, is left out or was ended. */
async function trackOne(
  tracking: Tracking,
  worktrees: Worktrees,
  commit: string,
  place: string,
): Promise<string | undefined> {
  const { suite, passed, results, retry, tell } = tracking;
  if (await findTrackedRun(tracking, commit) !== undefined) {
    tell(`${place}: in the store already`);
    return undefined;
  }
  const question = questionOf(passed);
  const failed = await readFailedCommits(trackFolder(results));
  const before = failed.find((one) => one.commit === commit && one.suite === suite && one.question === question);
  if (before !== undefined && !retry) {
    tell(`${place}: left out, as it failed before: ${before.reason}; --retry tries it again`);
    return undefined;
  }
  tell(place);
  const scratch = join(trackFolder(results), await scratchName(commit, suite, question));
  const outcome = await trackCommit({ ...tracking, worktrees, commit, flags: passed, scratch });
  const others = failed.filter((one) => one !== before);
  if ("reason" in outcome) {
    tell(`${commit.slice(0, 12)} is left out: ${outcome.reason}`);
    const entry: FailedCommit = { commit, suite, question, reason: outcome.reason, when: new Date().toISOString() };
    await writeFailedCommits(trackFolder(results), [...others, entry]);
    return undefined;
  }
  if ("interrupted" in outcome) return undefined;
  if (before !== undefined) await writeFailedCommits(trackFolder(results), others);
  return outcome.run;
}

/** The finished run of a commit without changes that asked the same of the suite, the latest one. */
export async function findTrackedRun(
  { checkout, results, suite, passed }: Pick<Tracking, "checkout" | "results" | "suite" | "passed">,
  commit: string,
): Promise<RunRecord | undefined> {
  // A run whose suite the commit does not hold is not the commit's, whatever it says.
  if (!await holdsSuite(checkout, commit, suite)) return undefined;
  if (!await isFile(storePath(results))) return undefined;
  using store = await openStore(results);
  return (await store.runs()).find((run) =>
    run.suite === suite && run.commit.hash === commit && !run.commit.dirty && run.status === "finished" &&
    questionOf(wordsOf(run.command)) === questionOf(passed)
  );
}

/** The commits at which the suite failed with these flags. */
export async function findFailures(
  { results, suite, passed }: Pick<Tracking, "results" | "suite" | "passed">,
): Promise<FailedCommit[]> {
  const failed = await readFailedCommits(trackFolder(results));
  return failed.filter((one) => one.suite === suite && one.question === questionOf(passed));
}

/** A folder's name for a commit, suite and flags. */
async function scratchName(commit: string, suite: string, question: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${suite} ${question}`));
  return `${commit.slice(0, 12)}-${new Uint8Array(digest).toHex().slice(0, 8)}`;
}
