import { UserError } from "../spec/user_error.ts";
import { visibleText } from "../spec/visible_text.ts";
import { type ExitCode, exitCodes } from "./exit_codes.ts";

/** Tells a user's mistake alone, a fault of ours with its stack and causes. */
export function tellError(error: unknown): void {
  if (error instanceof UserError) console.error(visibleText(error.message, { lines: true }));
  else if (error instanceof Deno.errors.NotCapable) {
    console.error(`Cannot go on as the task's permissions in deno.json must allow it: ${error.message}`);
  } else if (isOfFile(error)) {
    console.error(visibleText(`Cannot go on as its files must be readable and writable: ${error.message}`));
  } else console.error(error);
}

/** What the system said of a file: no fault of ours, wherever it came from. */
function isOfFile(error: unknown): error is Error {
  return error instanceof Error && /\(os error \d+\)/.test(error.message);
}

/** What the command line ends with where an error ended it. */
export function exitCodeFor(error: unknown): ExitCode {
  const users = error instanceof UserError || error instanceof Deno.errors.NotCapable || isOfFile(error);
  return users ? exitCodes.users : exitCodes.ours;
}
