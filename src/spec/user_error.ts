/**
 * A mistake that the user can mend: a wrong flag, a missing file, an engine that is not installed. The command line
 * prints its message alone, without a stack, and exits with code 2.
 *
 * @example
 * ```ts
 * import { assertThrows } from "@std/assert";
 * import { UserError } from "./user_error.ts";
 *
 * assertThrows(() => { throw new UserError("Cannot train as the batch must be smaller than the data: 200 of 100"); }, UserError);
 * ```
 */
export class UserError extends Error {
  /** `"UserError"`. */
  override readonly name = "UserError";
}
