import { assertEquals } from "@std/assert";
import { breakOffRun } from "../../src/cli/conclude_run.ts";

Deno.test("breakOffRun() ends the run as failed with what broke it off", async () => {
  const calls: unknown[] = [];
  const finish = (...call: unknown[]) => Promise.resolve(void calls.push(call));
  await breakOffRun({ finish }, new Error("first"), (line) => calls.push(line));
  assertEquals(calls, [["failed", "Error: first"]]);
});

Deno.test("breakOffRun() tells of a store that cannot take even that, and throws nothing in the first error's place", async () => {
  const lines: string[] = [];
  const finish = () => Promise.reject(new Error("second"));
  await breakOffRun({ finish }, new Error("first"), (line) => lines.push(line));
  assertEquals(lines, ["The run's end could not be stored: second"]);
});
