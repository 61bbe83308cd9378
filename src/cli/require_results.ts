import { UserError } from "../spec/user_error.ts";

/**
 * Refuses a results folder that is not there: a slip of the keyboard must not look like a folder without runs.
 *
 * @throws {UserError} If there is no such folder.
 */
export async function requireResults(results: string, action: string): Promise<void> {
  try {
    if ((await Deno.stat(results)).isDirectory) return;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory)) throw error;
  }
  throw new UserError(`Cannot ${action} as the results folder must be there: there is no folder ${results}`);
}
