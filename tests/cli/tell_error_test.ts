import { assertEquals, assertStringIncludes } from "@std/assert";
import { exitCodeFor, tellError } from "../../src/cli/tell_error.ts";
import { UserError } from "../../src/spec/user_error.ts";

/** What is told of an error. */
function told(error: unknown): unknown {
  const { error: before } = console;
  let heard: unknown;
  console.error = (said: unknown) => heard = said;
  try {
    tellError(error);
  } finally {
    console.error = before;
  }
  return heard;
}

Deno.test("tellError() tells a mistake by its message, cut where it is long, and a fault of ours with its stack", () => {
  assertEquals(told(new UserError("Cannot go")), "Cannot go");
  const long = String(told(new UserError(`Cannot go: ${"x".repeat(10_000)}; go on`)));
  assertEquals([long.startsWith("Cannot go: x"), long.endsWith("x; go on"), long.length], [true, true, 2005]);
  const ours = new TypeError("internal: wrong");
  assertEquals(told(ours), ours);
  assertStringIncludes(ours.stack ?? "", "    at ");
});

Deno.test("exitCodeFor() is 2 for what the user can mend, files and permissions among it, and 1 for the rest", () => {
  const full = Object.assign(new Error("No space left on device (os error 28)"), { code: "ENOSPC" });
  assertEquals([new UserError("x"), full, new Deno.errors.NotCapable("x"), new Error("x"), "x"].map(exitCodeFor), [
    2,
    2,
    2,
    1,
    1,
  ]);
});
