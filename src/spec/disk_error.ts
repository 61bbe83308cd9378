import { UserError } from "./user_error.ts";

const remedies = [
  {
    symptom: /No space left|Disk quota/i,
    requirement: "there must be space on its disk",
    remedy: () => "free some space; what was stored before is kept",
  },
  {
    symptom:
      /Permission denied|Operation not permitted|Read-only file system|Not a directory|No such file|File exists/i,
    requirement: "its folder must be one that can be written",
    remedy: (flag: string) => `choose another with ${flag} or change its permissions`,
  },
  {
    // What the system says of a file operation, whatever it is.
    symptom: /Input\/output error|fsync failed|\(os error \d+\)/i,
    requirement: "its disk must read and write it",
    remedy: (flag: string) => `see to the disk or choose another with ${flag}; what was stored before is kept`,
  },
] as const;

/**
 * What a failure of the disk means to the user: a UserError that names the file and says what to do. Errors of another kind are
 * given back as they are.
 *
 * @param flag The flag that chooses another folder.
 *
 * @example
 * ```ts
 * import { assertInstanceOf } from "@std/assert";
 * import { diskError } from "./disk_error.ts";
 * import { UserError } from "./user_error.ts";
 *
 * const error = new Error("No space left on device (os error 28)");
 * assertInstanceOf(diskError(error, "write", "results/a.checkpoint"), UserError);
 * ```
 */
export function diskError(error: unknown, action: string, path: string, flag = "--results"): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  const text = `${error.name}: ${error.message}`;
  for (const { symptom, requirement, remedy } of remedies) {
    if (!symptom.test(text)) continue;
    return new UserError(
      `Cannot ${action} ${path} as ${requirement}: ${error.message.split("\n")[0]}; ${remedy(flag)}`,
      {
        cause: error,
      },
    );
  }
  return error;
}
