import { resolve } from "node:path";

/**
 * The whole path that a user means: relative ones begin in the folder where the command was typed, which `deno task` leaves for the project's
 * root and hands on as INIT_CWD.
 */
export function callerPath(path: string): string {
  return resolve(Deno.env.get("INIT_CWD") ?? "", path);
}
