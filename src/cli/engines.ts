import { surveyEngines } from "../engine/availability.ts";
import { isSoftwareAdapter } from "../engine/gpu.ts";
import type { Command } from "./command.ts";
import { exitCodes } from "./exit_codes.ts";
import { parseFlags, toggle } from "./flags.ts";
import { formatHelp } from "./help.ts";
import { refuseWords } from "./refuse_words.ts";
import { outputColours } from "./terminal.ts";

const flags = { json: toggle("As JSON"), help: toggle("This text") };

/** The command `engines`. */
export const enginesCommand: Command = {
  about: "Says which engines can be used here, which not and why, and what to install",
  async run(args) {
    const { values, words } = parseFlags(flags, args);
    if (values.help) {
      console.log(formatHelp({
        usage: "deno task engines [flags]",
        about: this.about,
        sections: { Flags: flags },
        examples: ["deno task engines", "deno task suite:barriers --engine onnx:cpu"],
      }));
      return exitCodes.ran;
    }
    refuseWords(words, "deno task engines");
    const survey = await surveyEngines();
    if (values.json) {
      console.log(JSON.stringify(survey, null, 2));
      return exitCodes.ran;
    }
    const { green, red } = outputColours();
    const width = Math.max(...survey.map(({ name }) => name.length));
    for (const engine of survey) {
      const name = engine.name.padEnd(width);
      if (engine.available) {
        console.log(
          `${green("✓")} ${name}  ${engine.info.library} ${engine.info.version} on ${deviceText(engine.info.device)}`,
        );
      } else {
        console.log(`${red("✗")} ${name}  ${engine.reason}`);
        if (engine.remedy) console.log(`  ${" ".repeat(width)}  To have it: ${engine.remedy}`);
      }
    }
    console.log(
      "\nChoose one with --engine NAME; --engine auto, the default, takes a GPU where there is one, else onnx:cpu.",
    );
    return exitCodes.ran;
  },
};

function deviceText(device: string): string {
  return isSoftwareAdapter(device) ? `${device} (imitated on the processor, slow)` : device;
}
