/** `deno task track SUITE --commits A..B`: the suite at each commit, into one store. */

import { resolve } from "node:path";
import { UserError } from "../spec/user_error.ts";
import type { Command } from "./command.ts";
import { type ExitCode, exitCodes } from "./exit_codes.ts";
import { findSuite } from "./find_suite.ts";
import { parseFlags } from "./flags.ts";
import { formatHelp } from "./help.ts";
import { onInterrupt } from "./interrupt.ts";
import { listCommits, type ListedCommit } from "./list_commits.ts";
import { renderRunPage } from "./render_run_page.ts";
import { ownFlags, passedFlags, passedWords, trackFlags, type TrackFlagValues } from "./track_flags.ts";
import { writeError } from "./terminal.ts";
import { formatTracked, readTracked } from "./tracked_commits.ts";
import { trackCommits, type Tracking } from "./tracking.ts";
import { root } from "./versions.ts";

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
    return await track(name, flags, passedWords(args), flags.commits);
  },
};

async function track(
  suite: string,
  flags: TrackFlagValues,
  passed: readonly string[],
  asked: string,
): Promise<ExitCode> {
  const stop = new AbortController();
  const checkout = decodeURIComponent(root.pathname);
  const tracking: Tracking = {
    checkout,
    suite,
    passed,
    results: resolve(flags.results ?? "results"),
    retry: flags.retry ?? false,
    tell: (line) => flags.quiet || console.error(line),
    say: (text) => flags.quiet || writeError(text),
    stop: stop.signal,
  };
  const commits = await listCommits(checkout, asked);
  if (flags.dryRun) return await tell(tracking, commits, [], flags);
  using _signals = onInterrupt({
    finish: () => stop.abort(),
    end: () => Deno.exit(exitCodes.interrupted),
  });
  const ran = await trackCommits(tracking, commits);
  if (!stop.signal.aborted) return await tell(tracking, commits, ran, flags);
  console.error("Interrupted: the same command goes on");
  return exitCodes.interrupted;
}

/** Tells what came out at each commit, and renders the page of the last one with the overview. */
async function tell(
  tracking: Tracking,
  commits: readonly ListedCommit[],
  ran: readonly string[],
  { json, noReport, dryRun }: TrackFlagValues,
): Promise<ExitCode> {
  const tracked = await readTracked(tracking, commits, ran);
  console.log(json ? JSON.stringify(tracked, null, 2) : formatTracked(tracked));
  const last = tracked.findLast(({ run }) => run !== undefined)?.run;
  if (last === undefined || noReport || dryRun) return exitCodes.ran;
  const page = await renderRunPage((await findSuite(tracking.suite)).suite, tracking.results, last);
  if (!json) console.log(`\nPage   ${page}`);
  return exitCodes.ran;
}
