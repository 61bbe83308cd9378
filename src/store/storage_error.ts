import { diskError } from "../spec/disk_error.ts";
import { UserError } from "../spec/user_error.ts";

/** Whether DuckDB refused as somebody else, another process or this one, has the file open. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error &&
    (/Could not set lock|different configuration than existing|already attached/.test(error.message) ||
      isBusy(error.cause));
}

const notWhole =
  /not a valid DuckDB database|Could not read enough bytes|Corrupt|checksum|deserialize|storage version|metadata/i;

/**
 * What a failure of the disk or of DuckDB means to the user: a UserError that names the file and says what to do. Errors of
 * another kind are given back as they are.
 */
export function storageError(error: unknown, action: string, path: string): unknown {
  const ofDisk = diskError(error, action, path);
  if (ofDisk !== error) return ofDisk;
  if (!(error instanceof Error) || error instanceof UserError) return error;
  if (!notWhole.test(`${error.name}: ${error.message}`)) return error;
  return new UserError(
    `Cannot ${action} ${path} as it must be a whole DuckDB file that this version reads: ${error.message}; ` +
      "it was left as it is: move it away, then `deno task merge` makes the store anew from the runs' files",
    { cause: error },
  );
}
