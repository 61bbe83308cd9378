import { mendable } from "../spec/disk_error.ts";
import { UserError } from "../spec/user_error.ts";

/**
 * Makes the console say what it means where its output cannot be written, as to a terminal that was closed or a file on a full disk: what is told
 * beside the answer is left out then, as a run must not end by it; an answer that cannot be printed is a mistake of the user's.
 */
export function guardOutput(): void {
  const { log, error } = console;
  console.error = (...words: unknown[]) => {
    try {
      error(...words);
    } catch (failure) {
      if (mendable(failure) === undefined) throw failure;
    }
  };
  console.log = (...words: unknown[]) => {
    try {
      log(...words);
    } catch (failure) {
      if (!(failure instanceof Error) || mendable(failure) === undefined) throw failure;
      throw new UserError(`Cannot print the answer as standard output must take it: ${failure.message}`, {
        cause: failure,
      });
    }
  };
}
