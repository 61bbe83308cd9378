/** `deno task baseline NAME [RUN]`: gives a run a name to compare with. */

import { resolve } from "node:path";
import { UserError } from "../spec/user_error.ts";
import type { RunRecord } from "../store/run_rows.ts";
import { openStore } from "../store/reader.ts";
import { type Baseline, readBaselines, writeBaselines } from "./baselines.ts";
import type { Command } from "./command.ts";
import { exitCodes } from "./exit_codes.ts";
import { text } from "./flag_values.ts";
import { parseFlags, toggle } from "./flags.ts";
import { formatHelp } from "./help.ts";
import { type Known, nameRuns, readKnown } from "./name_runs.ts";
import { requireResults } from "./require_results.ts";
import { findCommit } from "./run_git.ts";
import { suggest } from "./suggest.ts";
import { formatTable } from "./table.ts";

const flags = {
  delete: { value: "NAME", help: "Forgets the name; the run stays", read: text },
  json: toggle("The baselines as JSON"),
  results: { value: "FOLDER", help: "The folder of the store", default: "results", read: text },
  help: toggle("This text"),
};

/** The command `baseline`. */
export const baselineCommand: Command = {
  about: "Gives a run a name to compare with, or lists the names",
  async run(args) {
    const { values, words } = parseFlags(flags, args);
    if (values.help) {
      console.log(formatHelp({
        usage: "deno task baseline [NAME [RUN]] [flags]",
        about:
          `${this.about}. RUN is what deno task compare takes, the latest run where none is given; a name that is there moves to it.\n` +
          "The names stand in baselines.json in the folder of the store.",
        sections: { Flags: flags },
        examples: ["deno task baseline", "deno task baseline release v1.0", "deno task baseline --delete release"],
      }));
      return exitCodes.ran;
    }
    const results = resolve(values.results ?? "results");
    await requireResults(results, "list or name baselines");
    const baselines = await readBaselines(results);
    if (values.delete !== undefined) await forget(values.delete, words, baselines, results);
    else if (words.length > 0) await remember(words, baselines, results);
    else if (values.json) console.log(JSON.stringify(baselines, null, 2));
    else console.log(formatBaselines(baselines));
    return exitCodes.ran;
  },
};

async function forget(
  name: string,
  words: readonly string[],
  baselines: readonly Baseline[],
  results: string,
): Promise<void> {
  if (words.length > 0) {
    throw new UserError(`Cannot delete ${name} as nothing may be named at the same time: ${words.join(" ")}`);
  }
  const left = baselines.filter((one) => one.name !== name);
  if (left.length === baselines.length) {
    const found = suggest(name, baselines.map((one) => one.name));
    throw new UserError(`Cannot delete ${name} as there must be a baseline of this name: there is none${found}`);
  }
  await writeBaselines(results, left);
  console.log(`Deleted ${name}`);
}

async function remember(words: readonly string[], baselines: readonly Baseline[], results: string): Promise<void> {
  const [name = "", word = "latest", ...others] = words;
  if (others.length > 0) {
    throw new UserError(`Cannot name a baseline as one run has the name: ${words.slice(1).join(" ")}`);
  }
  using store = await openStore(results);
  const known = await readKnown(store, results);
  await refuseName(name, known);
  const { runs: [run, ...more] } = await nameRuns(word, known);
  if (more.length > 0) {
    throw new UserError(
      `Cannot name ${word} ${name} as it must be one run: it has ${[run!, ...more].map(({ id }) => id).join(", ")}`,
    );
  }
  const before = baselines.find((one) => one.name === name);
  const baseline: Baseline = { name, run: run!.id, named: new Date().toISOString() };
  await writeBaselines(results, [...baselines.filter((one) => one !== before), baseline]);
  console.log(`${name} is ${describe(run!)}${before === undefined ? "" : `; it was ${before.run}`}`);
}

/** A baseline goes before a commit of its name, so it must not hide one. */
async function refuseName(name: string, { runs, checkout }: Known): Promise<void> {
  const refuse = (found: string) =>
    new UserError(`Cannot name a baseline ${name} as its name must be its own: ${found}`);
  if (!/^[A-Za-z0-9][\w.-]*$/.test(name)) {
    throw new UserError(
      `Cannot name a baseline as its name must be letters, digits, dots, hyphens and underscores: ${name}`,
    );
  }
  if (name === "latest") throw refuse("it means the latest run");
  if (runs.some(({ id }) => id === name)) throw refuse("it is a run");
  if (await findCommit(checkout, name) !== undefined) throw refuse("it is a commit, branch or tag");
}

function describe({ id, commit, status }: RunRecord): string {
  const of = commit.hash === "" ? "" : `, of commit ${commit.hash.slice(0, 12)}`;
  return `${id}${of}${commit.dirty ? " with uncommitted changes" : ""}${status === "finished" ? "" : `, ${status}`}`;
}

function formatBaselines(baselines: readonly Baseline[]): string {
  if (baselines.length === 0) return "No baseline is named: deno task baseline NAME names the latest run";
  return formatTable(
    [{ title: "baseline" }, { title: "run" }, { title: "named" }],
    baselines.map(({ name, run, named }) => [name, run, `${named.slice(0, 16).replace("T", " ")} UTC`]),
  );
}
