import { UserError } from "../spec/user_error.ts";

/**
 * Refuses words that belong to no flag.
 *
 * @throws {UserError} If there is one.
 */
export function refuseWords(words: readonly string[], command: string): void {
  if (words.length === 0) return;
  throw new UserError(`Cannot run ${command} as it takes only flags, which begin with --: ${words.join(" ")}`);
}
