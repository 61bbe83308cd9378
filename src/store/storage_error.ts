import { basename } from "node:path";
import { diskError } from "../spec/disk_error.ts";
import { UserError } from "../spec/user_error.ts";
import { storePath } from "./paths.ts";

/** Whether DuckDB refused as somebody else, another process or this one, has the file open. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error &&
    (/Could not set lock|different configuration than existing|already attached/.test(error.message) ||
      isBusy(error.cause));
}

const notWhole =
  /not a valid DuckDB database|Could not read enough bytes|Corrupt|checksum|deserialize|storage version|metadata/i;
/** DuckDB's words for SQL that is wrong, whose columns may be called anything. */
const wrongSql = /^(Binder|Catalog|Conversion|Parser) Error/;

/**
 * What a failure of the disk or of DuckDB means to the user: a UserError that names the file and says what to do. Errors of
 * another kind are given back as they are.
 */
export function storageError(error: unknown, action: string, path: string): unknown {
  const ofDisk = diskError(error, action, path);
  if (ofDisk !== error) return ofDisk;
  if (!(error instanceof Error) || error instanceof UserError) return error;
  // A folder may be called anything, too.
  const said = error.message.replaceAll(path, "");
  if (wrongSql.test(said) || !notWhole.test(`${error.name}: ${said}`)) return error;
  const remedy = basename(path) === storePath("")
    ? "move it away, then `deno task merge` makes the store anew from the runs' files"
    : "move it away; the other runs are kept, and so is what the store holds of this one";
  return new UserError(
    `Cannot ${action} ${path} as it must be a whole DuckDB file that this version reads: ${error.message}; ` +
      `it was left as it is: ${remedy}`,
    { cause: error },
  );
}
