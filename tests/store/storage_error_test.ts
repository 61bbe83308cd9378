import { assert, assertEquals, assertMatch } from "@std/assert";
import { UserError } from "../../src/spec/user_error.ts";
import { storageError } from "../../src/store/storage_error.ts";

const path = "/disks/checksum/runs/a.duckdb";

/** What DuckDB and Deno say where the system fails a file operation: taken from runs with injected errors. */
const ofDisk = [
  `IO Error: Could not read from file "${path}": Input/output error`,
  `IO Error: Cannot open file "${path}": Operation not permitted`,
  `IO Error: Cannot open file "${path}": Too many open files`,
  `TransactionContext Error: Failed to commit: Could not write file "${path}.wal": Input/output error`,
  `TransactionContext Error: Failed to commit: Could not fsync file "${path}.wal": Operation not permitted`,
  "FATAL Error: fsync failed!",
  "FATAL Error: Failed: database has been invalidated because of a previous fatal error.\nOriginal error: ...",
  "Input/output error (os error 5)",
  "Stale file handle (os error 116)",
];

Deno.test("storageError() tells each failed file operation on one line that names file and reason", () => {
  for (const message of ofDisk) {
    const error = storageError(new Error(message), "write", path);
    assert(error instanceof UserError, message);
    assertMatch(error.message, /^Cannot write \/disks\/checksum\/runs\/a\.duckdb as [^\n]+; [^\n]+$/);
    assert(error.message.includes(message.split("\n")[0]!), error.message);
    assert(!error.message.includes("must be a whole DuckDB file"), error.message);
  }
});

Deno.test("storageError() leaves what is no failure of a file", () => {
  for (
    const message of ["Binder Error: no column checksum", "Invalid Input Error: what", `internal: ${path} holds no run`]
  ) {
    const error = new Error(message);
    assertEquals(storageError(error, "read", path), error);
  }
});
