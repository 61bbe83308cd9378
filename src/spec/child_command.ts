/**
 * Variables that a child process does not get: with LD_* and DYLD_* Deno starts none without the permission for all, and GIT_* may lead git
 * to another repository.
 */
const withheld = /^(LD_|DYLD_|GIT_)/;

/**
 * Takes what child processes must not have out of this process's environment. Its own libraries are found as before: the loader has read
 * its variables by then.
 */
export function cleanEnvironment(): void {
  for (const name of Object.keys(Deno.env.toObject())) if (withheld.test(name)) Deno.env.delete(name);
}

/**
 * A program to be started, which only this function makes: in a cleaned environment, without colours, with nothing to read.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { childCommand } from "./child_command.ts";
 *
 * const { success } = await childCommand("git", { args: ["--version"] }).output();
 * assert(success);
 * ```
 */
export function childCommand(program: string, options: Omit<Deno.CommandOptions, "stdin">): Deno.Command {
  cleanEnvironment();
  return new Deno.Command(program, { ...options, env: { NO_COLOR: "1", ...options.env }, stdin: "null" });
}
