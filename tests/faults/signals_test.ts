import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { runUntil } from "../cli/command_line.ts";
import { inResults, longRun, runFile, storedCases } from "./small_run.ts";

const ignore = Deno.build.os === "windows";

for (const signal of ["SIGHUP", "SIGUSR2"] as const) {
  Deno.test({
    name: `suite saves on ${signal} as on Ctrl-C, and says how to go on`,
    ignore,
    fn: () =>
      inResults(async (results) => {
        const { code, err } = await runUntil("steps/s", signal, [...longRun, "--results", results]);
        assertEquals(code, 130, err);
        assertStringIncludes(err, "Go on with: deno task suite:barriers --resume ");
        const [[status, steps] = ["", 0]] = await storedCases(await runFile(results));
        assertEquals(status, "interrupted");
        assert(steps > 0);
      }),
  });
}
