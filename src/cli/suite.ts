/** `deno task suite NAME`. */

import { UserError } from "../spec/user_error.ts";
import type { Command } from "./command.ts";
import { dryRun } from "./dry_run.ts";
import { formatDryRun } from "./dry_run_text.ts";
import { type ExitCode, exitCodes } from "./exit_codes.ts";
import { findSuite, type FoundSuite } from "./find_suite.ts";
import { parseFlags, withoutWords } from "./flags.ts";
import { formatSummary, summaryJson } from "./outcome_summary.ts";
import { runSuite, type SuiteEnd } from "./run_suite.ts";
import { shellWord } from "./shell_word.ts";
import { suiteFlags, type SuiteFlagValues } from "./suite_flags.ts";
import { suiteHelp } from "./suite_help.ts";
import { suiteTask } from "./suite_task.ts";
import { tellError } from "./tell_error.ts";
import { outputColours } from "./terminal.ts";

/** The command `suite`. */
export const suiteCommand: Command = {
  about: "Runs a suite: deno task suite NAME [flags]",
  async run(args) {
    const { values: flags, words: [name, ...others] } = parseFlags(suiteFlags, args);
    if (flags.help) {
      console.log(suiteHelp(name));
      return exitCodes.ran;
    }
    const found = await findSuite(name);
    if (others.length > 0) {
      throw new UserError(
        `Cannot run ${name} as one suite is run at a time and flags begin with --: ${others.join(" ")}`,
      );
    }
    if (!flags.dryRun) {
      const end = await runSuite({ found, flags, args: withoutWords(suiteFlags, args) });
      return tellEnd(end, found, flags);
    }
    if (flags.resume !== undefined) throw new UserError("Cannot resume as --dry-run runs nothing: both given");
    const dry = await dryRun(found, flags);
    if (!flags.json) dry.notes.forEach((note) => console.error(note));
    console.log(flags.json ? JSON.stringify(dry, null, 2) : formatDryRun(dry));
    return exitCodes.ran;
  },
};

/** Tells how a run ended: its summary on standard output, what went wrong and how to go on elsewhere. */
function tellEnd({ summary, code, faults }: SuiteEnd, { suite }: FoundSuite, flags: SuiteFlagValues): ExitCode {
  const compared = suite.paperSettings.length > 0;
  console.log(
    flags.json ? JSON.stringify(summaryJson(summary), null, 2) : formatSummary(summary, compared, outputColours()),
  );
  for (const fault of faults) tellError(fault);
  const { plan, status } = summary;
  if (status !== "finished") console.error(`Go on with: ${resumeCommand(plan.suite, plan.id, flags)}`);
  return code;
}

function resumeCommand(suite: string, runId: string, { results, dataDir, exportWalk }: SuiteFlagValues): string {
  const folders = Object.entries({ results, "data-dir": dataDir, "export-walk": exportWalk });
  const given = folders.flatMap(([flag, folder]) => folder === undefined ? [] : [`--${flag}`, shellWord(folder)]);
  return [suiteTask(suite), "--resume", runId, ...given].join(" ");
}
