/** `deno task track SUITE --commits A..B`: the suite at each commit, into one store. */

import { join, resolve } from "node:path";
import { UserError } from "../spec/user_error.ts";
import type { RunRecord } from "../store/run_rows.ts";
import { storePath } from "../store/paths.ts";
import { openStore } from "../store/reader.ts";
import { isFile } from "../store/store_file.ts";
import type { Command } from "./command.ts";
import { countOf } from "./count_of.ts";
import { type ExitCode, exitCodes } from "./exit_codes.ts";
import { type FailedCommit, readFailedCommits, writeFailedCommits } from "./failed_commits.ts";
import { findSuite } from "./find_suite.ts";
import { parseFlags } from "./flags.ts";
import { formatHelp } from "./help.ts";
import { onInterrupt } from "./interrupt.ts";
import { listCommits, type ListedCommit } from "./list_commits.ts";
import { questionOf, wordsOf } from "./question_of.ts";
import { renderRunPage } from "./render_run_page.ts";
import { trackCommit } from "./track_commit.ts";
import { ownFlags, passedFlags, passedWords, trackFlags, type TrackFlagValues } from "./track_flags.ts";
import { formatTracked, readTracked, type TrackedCommit } from "./tracked_commits.ts";
import { root } from "./versions.ts";
import { openWorktrees } from "./worktree.ts";

/** The command `track`. */
export const trackCommand: Command = {
  about: "Runs a suite at each of several commits, into one store",
  async run(args) {
    const { values: flags, words: [suite, ...others] } = parseFlags(trackFlags, args);
    if (flags.help) {
      console.log(formatHelp({
        usage: "deno task track SUITE --commits A..B [flags]",
        about:
          `${this.about}: each is checked out into a folder of its own, its packages are installed from its lock file, and its own code ` +
          "runs the suite.\nThis executes the commits' code with the permissions that their own deno.json names: track only what you would run.\n" +
          "What the store holds of a commit and these flags is not run again; what was interrupted goes on; a commit that fails is put on record and left out.",
        sections: { Flags: ownFlags, "Handed on to the suite": passedFlags },
        examples: [
          "deno task track barriers --commits main~5..main --preset smoke",
          "deno task track heights --commits v1.0,v1.1,main --seeds 10",
        ],
      }));
      return exitCodes.ran;
    }
    if (flags.commits === undefined) {
      throw new UserError("Cannot track as --commits must say which: A..B, or some with commas between them");
    }
    const { suite: { name } } = await findSuite(suite);
    if (others.length > 0) {
      throw new UserError(`Cannot track ${name} as one suite is tracked at a time: ${others.join(" ")}`);
    }
    const tracking: Tracking = {
      checkout: decodeURIComponent(root.pathname),
      suite: name,
      passed: passedWords(args),
      results: resolve(flags.results ?? "results"),
      flags,
    };
    const commits = await listCommits(tracking.checkout, flags.commits);
    if (flags.dryRun) return await tellTracked(tracking, commits, []);
    return await trackAll(tracking, commits);
  },
};

/** What is tracked. */
interface Tracking {
  readonly checkout: string;
  readonly suite: string;
  /** The words for the suite. */
  readonly passed: readonly string[];
  readonly results: string;
  readonly flags: TrackFlagValues;
}

async function trackAll(tracking: Tracking, commits: readonly ListedCommit[]): Promise<ExitCode> {
  const { checkout, suite, passed, results, flags } = tracking;
  const folder = join(results, "track");
  await using worktrees = await openWorktrees(checkout, join(folder, "worktrees"));
  const tell = (line: string): void => {
    if (!flags.quiet) console.error(line);
  };
  const stop = new AbortController();
  using _signals = onInterrupt({
    finish: () => stop.abort(),
    end: () => Deno.exit(exitCodes.interrupted),
  });
  const question = questionOf(passed);
  const ran: string[] = [];
  tell(
    `${suite} at ${
      countOf(commits.length, "commit")
    }, each run by its own code with the permissions that its own deno.json names`,
  );
  for (const [index, { hash, subject }] of commits.entries()) {
    const place = `${index + 1}/${commits.length} ${hash.slice(0, 12)} ${subject}`;
    if (await findStored(results, suite, question, hash)) {
      tell(`${place}: in the store already`);
      continue;
    }
    const failed = await readFailedCommits(folder);
    const before = failed.find((one) => isSame(one, { commit: hash, suite, question }));
    if (before !== undefined && !flags.retry) {
      tell(`${place}: left out, as it failed before: ${before.reason}; --retry tries it again`);
      continue;
    }
    tell(place);
    const outcome = await trackCommit({
      checkout,
      worktrees,
      commit: hash,
      suite,
      flags: passed,
      results,
      scratch: join(folder, await scratchName(hash, suite, question)),
      say: (text) => {
        if (!flags.quiet) Deno.stderr.writeSync(text);
      },
      stop: stop.signal,
    });
    const others = failed.filter((one) => one !== before);
    if ("interrupted" in outcome) {
      tell("Interrupted: the same command goes on");
      return exitCodes.interrupted;
    }
    if ("reason" in outcome) {
      tell(`${hash.slice(0, 12)} is left out: ${outcome.reason}`);
      const entry = { commit: hash, suite, question, reason: outcome.reason, when: new Date().toISOString() };
      await writeFailedCommits(folder, [...others, entry]);
    } else {
      ran.push(outcome.run);
      if (before !== undefined) await writeFailedCommits(folder, others);
    }
  }
  return await tellTracked(tracking, commits, ran);
}

/** Tells what came out at each commit, and renders the page of the last one with the overview. */
async function tellTracked(
  { results, suite, passed, flags }: Tracking,
  commits: readonly ListedCommit[],
  ran: readonly string[],
): Promise<ExitCode> {
  const question = questionOf(passed);
  const failed = (await readFailedCommits(join(results, "track"))).filter((one) =>
    one.suite === suite && one.question === question
  );
  const stored = async (hash: string) => await findStored(results, suite, question, hash);
  const tracked: TrackedCommit[] = await readTracked({ results, commits, failed, stored, ran });
  console.log(flags.json ? JSON.stringify(tracked, null, 2) : formatTracked(tracked));
  const last = tracked.findLast(({ run }) => run !== undefined)?.run;
  if (last === undefined || flags.noReport || flags.dryRun) return exitCodes.ran;
  const page = await renderRunPage((await findSuite(suite)).suite, results, last);
  if (page !== undefined && !flags.json) console.log(`\nPage   ${page}`);
  return exitCodes.ran;
}

/** The finished run of a commit without changes that asked the same of the suite, the latest one. */
async function findStored(
  results: string,
  suite: string,
  question: string,
  commit: string,
): Promise<RunRecord | undefined> {
  if (!await isFile(storePath(results))) return undefined;
  using store = await openStore(results);
  return (await store.runs()).find((run) =>
    run.suite === suite && run.commit.hash === commit && !run.commit.dirty && run.status === "finished" &&
    questionOf(wordsOf(run.command)) === question
  );
}

function isSame(
  a: Pick<FailedCommit, "commit" | "suite" | "question">,
  b: Pick<FailedCommit, "commit" | "suite" | "question">,
): boolean {
  return a.commit === b.commit && a.suite === b.suite && a.question === b.question;
}

/** A folder's name for a commit, suite and flags. */
async function scratchName(commit: string, suite: string, question: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${suite} ${question}`));
  return `${commit.slice(0, 12)}-${new Uint8Array(digest).toHex().slice(0, 8)}`;
}
