import { describeRegime } from "../analysis/regime.ts";
import { presetNames } from "../spec/suite.ts";
import { UserError } from "../spec/user_error.ts";
import { expandGrid } from "../walk/expand.ts";
import type { Command } from "./command.ts";
import { exitCodes } from "./exit_codes.ts";
import { findSuites } from "./find_suite.ts";
import { parseFlags, toggle } from "./flags.ts";
import { formatHelp } from "./help.ts";
import { refuseWords } from "./refuse_words.ts";
import { suiteTask } from "./suite_task.ts";
import { outputColours } from "./terminal.ts";

const flags = { json: toggle("As JSON"), help: toggle("This text") };

/** The command `suites`. */
export const suitesCommand: Command = {
  about: "Lists the suites with their questions, claims and presets",
  async run(args) {
    const { values, words } = parseFlags(flags, args);
    if (values.help) {
      console.log(formatHelp({
        usage: "deno task suites [flags]",
        about:
          `${this.about}.\nIt runs their files to ask them: they are code with the permissions of the task, and trusted.`,
        sections: { Flags: flags },
        examples: ["deno task suites"],
      }));
      return exitCodes.ran;
    }
    refuseWords(words, "deno task suites");
    const { found, broken } = await findSuites();
    for (const { error } of broken) {
      if (!(error instanceof UserError)) throw error;
      console.error(error.message);
    }
    const listed = found.map(({ suite }) => suite).map(({ name, version, question, reference, claims, presets }) => ({
      name,
      version,
      question,
      reference,
      claims: claims.map(({ id, version, statement, estimator, criterion, regime }) => ({
        id,
        version,
        statement,
        criterion: `${estimator.label} ${criterion.kind} ${criterion.limit}${describeRegime(regime)}`,
      })),
      presets: Object.fromEntries(presetNames.map((preset) => [preset, expandGrid(presets[preset]).length])),
    }));
    if (values.json) {
      console.log(JSON.stringify(listed, null, 2));
      return exitCodes.ran;
    }
    const { bold, dim } = outputColours();
    for (const { name, version, question, reference, claims, presets } of listed) {
      console.log(`${bold(name)}  ${question} ${dim(`version ${version}`)}`);
      if (reference.identifier !== "") {
        console.log(`  ${reference.authors}: ${reference.paper}, ${reference.where} (${reference.identifier})`);
      }
      for (const { id, statement, criterion } of claims) console.log(`  ${id}  ${statement} ${dim(`(${criterion})`)}`);
      const counts = Object.entries(presets).map(([preset, cases]) => `${preset} ${cases}`).join(", ");
      console.log(`  Cases: ${counts}. Run it with: ${suiteTask(name)}\n`);
    }
    return exitCodes.ran;
  },
};
