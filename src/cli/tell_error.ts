import { mendable } from "../spec/disk_error.ts";
import { visibleText } from "../spec/visible_text.ts";
import { type ExitCode, exitCodes } from "./exit_codes.ts";

/** Letters of a message that are told at most: one may repeat an argument of any length. */
const most = 2000;

/** Tells what the user can mend alone, in one line; a fault of ours with its stack and causes. */
export function tellError(error: unknown): void {
  const told = mendable(error);
  console.error(told === undefined ? error : visibleText(shorten(told.message), { lines: true }));
}

function shorten(message: string): string {
  return message.length <= most ? message : `${message.slice(0, most / 2)} ... ${message.slice(-most / 2)}`;
}

/** What the command line ends with where an error ended it. */
export function exitCodeFor(error: unknown): ExitCode {
  return mendable(error) === undefined ? exitCodes.ours : exitCodes.users;
}
