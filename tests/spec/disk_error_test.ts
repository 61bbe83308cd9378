import { assertEquals, assertInstanceOf, assertMatch } from "@std/assert";
import { diskError, mendable } from "../../src/spec/disk_error.ts";
import { UserError } from "../../src/spec/user_error.ts";

/** What POSIX lets operations on files fail with. */
const codes = (
  "EACCES EAGAIN EBADF EBUSY EDQUOT EEXIST EFBIG EINTR EINVAL EIO EISDIR ELOOP EMFILE ENAMETOOLONG ENFILE ENODEV ENOENT " +
  "ENOLCK ENOMEM ENOSPC ENOTDIR ENOTEMPTY ENOTSUP ENXIO EPERM EROFS ESPIPE ESTALE ETIMEDOUT ETXTBSY EXDEV"
).split(" ");

Deno.test("diskError() puts every error of a file operation into one line that names the file", () => {
  for (const code of codes) {
    const told = diskError(Object.assign(new Error(`${code} happened\nhere`), { code }), "write", "results/a");
    assertInstanceOf(told, UserError, code);
    assertMatch(told.message, new RegExp(`^Cannot write results/a as .*: ${code} happened here; .+$`));
  }
});

Deno.test("diskError() knows what Deno and DuckDB say of files, and leaves all else as it is", () => {
  for (
    const message of [
      "No space left on device (os error 28)",
      "Input/output error (os error 5)",
      'IO Error: Could not read from file "a": Input/output error',
      'TransactionContext Error: Failed to commit: Could not write file "a": Operation not permitted',
      "FATAL Error: fsync failed!",
    ]
  ) assertInstanceOf(diskError(new Error(message), "write", "a"), UserError, message);
  for (
    const error of [
      new Error("Conversion Error: Could not convert string 'No space left on device' to INT32"),
      new Error("internal: no such file"),
      Object.assign(new Error("reset"), { code: "ECONNRESET" }),
      new TypeError("x is not a function"),
      "EIO",
    ]
  ) assertEquals(diskError(error, "write", "a"), error);
});

Deno.test("mendable() names the file of an error that nobody put into words, and leaves our faults to us", async () => {
  const error = await Deno.readTextFile(new URL(".", import.meta.url)).catch((error: unknown) => error);
  assertMatch(mendable(error)?.message ?? "", /^Cannot use \S+tests\/spec\/? as .*: Is a directory/);
  assertMatch(mendable(new Deno.errors.NotCapable("no"))?.message ?? "", /permissions in deno.json must allow it: no$/);
  assertEquals(mendable(new TypeError("x is not a function")), undefined);
});
