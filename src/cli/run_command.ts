/** The commands of the command line, one file each. */

import { UserError } from "../spec/user_error.ts";
import { baselineCommand } from "./baseline.ts";
import { benchCommand } from "./bench.ts";
import type { Command } from "./command.ts";
import { compareCommand } from "./compare.ts";
import { dataCommand } from "./data.ts";
import { enginesCommand } from "./engines.ts";
import { type ExitCode, exitCodes } from "./exit_codes.ts";
import { exportCommand } from "./export.ts";
import { mergeCommand } from "./merge.ts";
import { pruneCommand } from "./prune.ts";
import { reportCommand } from "./report.ts";
import { sqlCommand } from "./sql.ts";
import { suggest } from "./suggest.ts";
import { suiteCommand } from "./suite.ts";
import { suiteAllCommand } from "./suite_all.ts";
import { suitesCommand } from "./suites.ts";
import { exitCodeFor, tellError } from "./tell_error.ts";
import { trackCommand } from "./track.ts";

const commands: Readonly<Record<string, Command>> = {
  suite: suiteCommand,
  "suite:all": suiteAllCommand,
  suites: suitesCommand,
  engines: enginesCommand,
  data: dataCommand,
  report: reportCommand,
  sql: sqlCommand,
  export: exportCommand,
  merge: mergeCommand,
  prune: pruneCommand,
  compare: compareCommand,
  baseline: baselineCommand,
  track: trackCommand,
  bench: benchCommand,
};

/** Runs the command that the arguments name and tells what went wrong; its exit code. */
export async function runCommand(args: readonly string[]): Promise<ExitCode> {
  try {
    return await dispatch(args);
  } catch (error) {
    tellError(error);
    return exitCodeFor(error);
  }
}

async function dispatch([name = "--help", ...args]: readonly string[]): Promise<ExitCode> {
  if (name === "--help" || name === "-h") {
    for (const [command, { about }] of Object.entries(commands)) console.log(`deno task ${command.padEnd(9)} ${about}`);
    return exitCodes.ran;
  }
  if (!Object.hasOwn(commands, name)) {
    const names = Object.keys(commands);
    throw new UserError(
      `Cannot run a command as it must be one of ${names.join(", ")}: ${name}${suggest(name, names)}`,
    );
  }
  return await commands[name]!.run(args);
}
