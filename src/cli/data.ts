import { resolve } from "node:path";
import { loadDataset } from "../data/load.ts";
import { surveyData } from "../data/survey.ts";
import { datasetNames } from "../spec/dataset.ts";
import type { Command } from "./command.ts";
import { exitCodes } from "./exit_codes.ts";
import { oneOf, text } from "./flag_values.ts";
import { Expectation, parseFlags, toggle } from "./flags.ts";
import { formatBytes } from "./format_bytes.ts";
import { formatHelp } from "./help.ts";
import { formatTable } from "./table.ts";
import { UserError } from "../spec/user_error.ts";

const flags = {
  list: toggle("Only tells what is there, fetches nothing"),
  dataDir: { value: "FOLDER", help: "Verifies the official files in this folder instead", read: text },
  json: toggle("As JSON"),
  help: toggle("This text"),
};

/** The command `data`. */
export const dataCommand: Command = {
  about: "Fetches and verifies the data sets",
  async run(args) {
    const { values, words } = parseFlags(flags, args);
    if (values.help) {
      console.log(formatHelp({
        usage: "deno task data [NAMES] [flags]",
        about: `${this.about}: ${
          datasetNames.join(", ")
        }; all where none is named. They are kept outside the checkout.`,
        sections: { Flags: flags },
        examples: ["deno task data mnist", "deno task data --list", "deno task data cifar10 --data-dir ~/cifar"],
      }));
      return exitCodes.ran;
    }
    if (values.list && values.dataDir !== undefined) {
      throw new UserError(
        "Cannot list as --list tells what was fetched and --data-dir verifies other files: both given",
      );
    }
    const names = words.length > 0 ? words.map(readName) : datasetNames;
    const dataDir = values.dataDir === undefined ? {} : { dataDir: resolve(values.dataDir) };
    if (!values.list) {
      for (const name of names) {
        const { checksum, origin, images, labels } = await loadDataset(name, { ...dataDir, onProgress: console.error });
        if (values.dataDir !== undefined) {
          console.log(
            `${name}: ${labels.length.toLocaleString("en-US")} images, ${
              formatBytes(images.length)
            }, ${origin}, SHA-256 ${checksum}`,
          );
        }
      }
      if (values.dataDir !== undefined) return exitCodes.ran;
    }
    const survey = await surveyData(names);
    if (values.json) {
      console.log(JSON.stringify(survey, null, 2));
      return exitCodes.ran;
    }
    console.log(formatTable(
      [
        { title: "data set" },
        { title: "state" },
        { title: "images", align: "right" },
        { title: "size", align: "right" },
        { title: "from" },
        { title: "file" },
      ],
      survey.map((one) => [
        one.name,
        one.reason ? `${one.state}: ${one.reason}` : one.state,
        one.images.toLocaleString("en-US"),
        formatBytes(one.bytes),
        one.state === "absent" ? `${one.package}, ${formatBytes(one.downloadBytes)} to fetch` : one.package,
        one.path,
      ]),
    ));
    for (const { name, remark } of survey) if (remark) console.log(`${name}: ${remark}`);
    return exitCodes.ran;
  },
};

function readName(word: string): typeof datasetNames[number] {
  try {
    return oneOf(datasetNames)(word);
  } catch (error) {
    if (!(error instanceof Expectation)) throw error;
    throw new UserError(`Cannot fetch a data set as ${error.message}`, { cause: error });
  }
}
