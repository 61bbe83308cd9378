/** `deno task suite:all`. */

import { UserError } from "../spec/user_error.ts";
import type { Command } from "./command.ts";
import { type DryRun, dryRun } from "./dry_run.ts";
import { formatDryRun, formatDryRuns } from "./dry_run_text.ts";
import { type ExitCode, exitCodes, worstExitCode } from "./exit_codes.ts";
import { findSuites, type FoundSuite } from "./find_suite.ts";
import { parseFlags } from "./flags.ts";
import { formatHelp } from "./help.ts";
import { listenForInterruption } from "./interrupt.ts";
import { orderSuites } from "./order_suites.ts";
import { formatSummary } from "./outcome_summary.ts";
import { refuseWords } from "./refuse_words.ts";
import { brokenPart, runSuites, type SuitePart } from "./run_suites.ts";
import { shellWord } from "./shell_word.ts";
import { suiteAllFlags, type SuiteAllFlagValues } from "./suite_all_flags.ts";
import { formatParts, partsJson } from "./suite_all_summary.ts";
import { tellError } from "./tell_error.ts";
import { outputColours } from "./terminal.ts";

const task = "deno task suite:all";

/** The command `suite:all`. */
export const suiteAllCommand: Command = {
  about: "Runs all suites one after the other, walking what they share once",
  async run(args) {
    const { values: flags, words } = parseFlags(suiteAllFlags, args);
    if (flags.help) {
      console.log(formatHelp({
        usage: `${task} [flags]`,
        about:
          `${this.about}: suites whose walks have the rows of others come first, else in the order of their names. One that fails ends no other.\nSuites are code that runs with the permissions of the task: run only what you trust.\nExit codes: the worst of the suites', see deno task suite --help.`,
        sections: { Flags: suiteAllFlags },
        examples: [task, `${task} --preset smoke`, `${task} --seeds 10 --dry-run`, `${task} --resume`],
      }));
      return exitCodes.ran;
    }
    refuseWords(words, task);
    if (flags.dryRun && flags.resume) throw new UserError("Cannot resume as --dry-run runs nothing: both given");
    const all = await findSuites();
    // In the order in which they run.
    const suites = orderSuites(all.found);
    const broken = all.broken.map(({ name, error }) => brokenPart(name, error));
    broken.forEach(({ errors }) => errors.forEach(tellError));
    return flags.dryRun ? await dryRunAll(suites, broken, flags) : await runAll(suites, broken, flags, args);
  },
};

async function runAll(
  suites: readonly FoundSuite[],
  broken: readonly SuitePart[],
  flags: SuiteAllFlagValues,
  args: readonly string[],
): Promise<ExitCode> {
  const began = performance.now();
  const given = args.filter((word) => word !== "--resume");
  const tell = (line: string): void => {
    if (!flags.quiet) console.error(line);
  };
  const tellHowToGoOn = () => console.error(`Go on with: ${[task, "--resume", ...given.map(shellWord)].join(" ")}`);
  using interruption = listenForInterruption(tell, { end: tellHowToGoOn });
  const colours = outputColours();
  tell(`Suites, one after the other: ${suites.map(({ suite }) => suite.name).join(", ")}`);
  const ran = await runSuites({
    suites,
    flags,
    args: given,
    interruption,
    onPart({ summary, errors }, { suite }) {
      if (summary && !flags.json) {
        console.log(`${colours.bold(suite.name)}  ${suite.question}\n`);
        console.log(`${formatSummary(summary, suite.paperSettings.length > 0, colours)}\n`);
      }
      errors.forEach(tellError);
    },
  });
  const parts = [...ran, ...broken];
  const seconds = (performance.now() - began) / 1000;
  console.log(flags.json ? JSON.stringify(partsJson(parts, seconds), null, 2) : formatParts(parts, seconds, colours));
  const code = worstExitCode(parts.map((part) => part.code));
  if (code !== exitCodes.ran) tellHowToGoOn();
  return code;
}

async function dryRunAll(
  suites: readonly FoundSuite[],
  broken: readonly SuitePart[],
  { resume: _, ...flags }: SuiteAllFlagValues,
): Promise<ExitCode> {
  const runs: DryRun[] = [];
  const failed = [...broken];
  for (const [index, found] of suites.entries()) {
    const { name, question } = found.suite;
    try {
      const run = await dryRun(found, flags, suites.slice(0, index));
      runs.push(run);
      if (flags.json) continue;
      run.notes.forEach((note) => console.error(note));
      console.log(`${outputColours().bold(name)}  ${question}\n\n${formatDryRun(run)}\n`);
    } catch (error) {
      tellError(error);
      failed.push(brokenPart(name, error));
    }
  }
  console.log(flags.json ? JSON.stringify(runs, null, 2) : formatDryRuns(runs));
  return worstExitCode(failed.map((part) => part.code));
}
