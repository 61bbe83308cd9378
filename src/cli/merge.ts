import { resolve } from "node:path";
import { storePath } from "../store/paths.ts";
import { mergeAll, mergeFile } from "../store/merge.ts";
import { callerPath } from "./caller_path.ts";
import type { Command } from "./command.ts";
import { exitCodes } from "./exit_codes.ts";
import { text } from "./flag_values.ts";
import { parseFlags, toggle } from "./flags.ts";
import { formatHelp } from "./help.ts";
import { requireResults } from "./require_results.ts";

const flags = {
  results: { value: "FOLDER", help: "The folder of the store", default: "results", read: text },
  help: toggle("This text"),
};

/** The command `merge`. */
export const mergeCommand: Command = {
  about: "Merges runs' files into the store: those in its runs/ folder, or those named, from other machines",
  async run(args) {
    const { values, words: files } = parseFlags(flags, args);
    if (values.help) {
      console.log(formatHelp({
        usage: "deno task merge [FILES] [flags]",
        about: this.about,
        sections: { Flags: flags },
        examples: ["deno task merge", "deno task merge /cluster/results/runs/*.duckdb"],
      }));
      return exitCodes.ran;
    }
    const results = resolve(values.results ?? "results");
    if (files.length === 0) {
      await requireResults(results, "merge");
      const merged = await mergeAll(results);
      for (const run of merged) console.log(`Merged ${run}`);
      if (merged.length === 0) console.log(`No finished or interrupted run in ${results}/runs`);
    } else {
      for (const file of files) {
        await mergeFile(results, callerPath(file));
        console.log(`Merged ${file}`);
      }
    }
    console.log(`Store  ${storePath(results)}`);
    return exitCodes.ran;
  },
};
