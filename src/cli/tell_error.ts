import { UserError } from "../spec/user_error.ts";
import { visibleText } from "../spec/visible_text.ts";
import { type ExitCode, exitCodes } from "./exit_codes.ts";

/** Tells a user's mistake alone, a fault of ours with its stack and causes. */
export function tellError(error: unknown): void {
  if (error instanceof UserError) console.error(visibleText(error.message, { lines: true }));
  else if (error instanceof Deno.errors.NotCapable) {
    console.error(`Cannot go on as the task's permissions in deno.json must allow it: ${error.message}`);
  } else console.error(error);
}

/** What the command line ends with where an error ended it. */
export function exitCodeFor(error: unknown): ExitCode {
  return error instanceof UserError || error instanceof Deno.errors.NotCapable ? exitCodes.users : exitCodes.ours;
}
