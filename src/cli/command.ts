import type { ExitCode } from "./exit_codes.ts";

/** A command of the command line. */
export interface Command {
  /** One sentence for the list of commands. */
  readonly about: string;
  run(args: readonly string[]): Promise<ExitCode>;
}
