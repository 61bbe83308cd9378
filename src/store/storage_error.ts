import { UserError } from "../spec/user_error.ts";

/** Whether DuckDB refused as somebody else, another process or this one, has the file open. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error &&
    (/Could not set lock|different configuration than existing|already attached/.test(error.message) ||
      isBusy(error.cause));
}

const remedies: readonly [symptom: RegExp, requirement: string, remedy: string][] = [
  [
    /No space left|Disk quota/i,
    "there must be space on its disk",
    "free some space; what was stored before is kept",
  ],
  [
    /Permission denied|Read-only file system|Not a directory|No such file|File exists/i,
    "its folder must be one that can be written",
    "choose another with --results or change its permissions",
  ],
  [
    /not a valid DuckDB database|Could not read enough bytes|Corrupt|checksum|deserialize|storage version|metadata/i,
    "it must be a whole DuckDB file that this version reads",
    "it was left as it is: move it away, then `deno task merge` makes the store anew from the runs' files",
  ],
];

/**
 * What a failure of the disk or of DuckDB means to the user: a UserError that names the file and says what to do. Errors of
 * another kind are given back as they are.
 */
export function storageError(error: unknown, action: string, path: string): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  const text = `${error.name}: ${error.message}`;
  for (const [symptom, requirement, remedy] of remedies) {
    if (symptom.test(text)) {
      return new UserError(`Cannot ${action} ${path} as ${requirement}: ${error.message}; ${remedy}`, { cause: error });
    }
  }
  return error;
}
