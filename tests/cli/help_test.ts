import { assertEquals } from "@std/assert";
import { positiveInteger } from "../../src/cli/flag_values.ts";
import { toggle } from "../../src/cli/flags.ts";
import { formatHelp } from "../../src/cli/help.ts";

Deno.test("formatHelp() shows usage, each flag with its value and default, and the examples", () => {
  const help = formatHelp({
    usage: "deno task suite NAME [flags]",
    about: "Runs a suite.",
    sections: {
      Cases: {
        evalSamples: { value: "N", help: "Samples", default: "the preset's", read: positiveInteger },
        resume: { value: "RUN", optional: true, help: "Goes on", read: String },
        json: toggle("Machine-readable"),
      },
    },
    examples: ["deno task suite:barriers"],
  });
  assertEquals(
    help,
    `Runs a suite.

Usage: deno task suite NAME [flags]

Cases:
  --eval-samples N  Samples (default: the preset's)
  --resume [RUN]    Goes on
  --json            Machine-readable

Examples:
  deno task suite:barriers`,
  );
});
