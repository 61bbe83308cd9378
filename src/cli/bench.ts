/** `deno task bench`: how fast this code is on this machine. */

import { resolve } from "node:path";
import { openEngine } from "../engine/open.ts";
import type { BenchRun, Subject, Subjects } from "../spec/bench.ts";
import { engineNames } from "../spec/engine.ts";
import { UserError } from "../spec/user_error.ts";
import { readBenches, saveBench } from "../store/bench_rows.ts";
import { openStore } from "../store/reader.ts";
import { formatBench } from "./bench_text.ts";
import type { Command } from "./command.ts";
import { readCommit } from "./commit.ts";
import { exitCodes } from "./exit_codes.ts";
import { integerWithin, oneOf, positiveInteger, text } from "./flag_values.ts";
import { type FlagValues, parseFlags, toggle } from "./flags.ts";
import { formatHelp } from "./help.ts";
import { readMachine } from "./machine.ts";
import { runId } from "./plan_run.ts";
import { shellWord } from "./shell_word.ts";
import { outputColours } from "./terminal.ts";
import { timeSubjects } from "./time_subjects.ts";
import { readVersions, root } from "./versions.ts";

/**
 * Eight rounds: of two runs that part altogether the Mann-Whitney test gives 1.6e-4 then, which stands Holm's correction over all
 * benchmarks. A twentieth of a second is a few iterations of an operator; steps, segments and walks take longer and are timed once a round.
 */
const standard = { rounds: 8, seconds: 0.05 };
const quick = { rounds: 2, seconds: 0.02 };

const flags = {
  engine: { value: "NAME", help: engineNames.join(", "), default: "onnx:cpu", read: oneOf(engineNames) },
  threads: { value: "N", help: "Threads of one walk", default: "the cores", read: integerWithin(1, 256) },
  filter: { value: "WORDS", help: 'Only benchmarks with these words: "segment vgg11"; the peak always', read: text },
  rounds: {
    value: "N",
    help: "How often each takes its turn",
    default: String(standard.rounds),
    read: positiveInteger,
  },
  quick: toggle("Two short rounds: for a look, not for comparing"),
  results: { value: "FOLDER", help: "The folder of the store", default: "results", read: text },
  json: toggle("The result as JSON on standard output, and nothing else there"),
  help: toggle("This text"),
};

/** The command `bench`. */
export const benchCommand: Command = {
  about: "Measures the machine's peak, operators, training steps, segments and walks, and stores it",
  async run(args) {
    const { values, words } = parseFlags(flags, args);
    if (values.help) {
      console.log(formatHelp({
        usage: "deno task bench [flags]",
        about:
          `${this.about}.\nEach is told as a time, a rate and a share of the peak, which is that of matrix products of the ` +
          "same library on as many threads.\nWhat two commits took: deno task compare A B.",
        sections: { Flags: flags },
        examples: [
          "deno task bench",
          "deno task bench --quick --filter segment",
          "deno task bench --threads 1 --json",
        ],
      }));
      return exitCodes.ran;
    }
    if (words.length > 0) {
      throw new UserError(
        `Cannot measure as there must be flags alone: ${words.join(" ")}; --filter chooses benchmarks`,
      );
    }
    const results = resolve(values.results ?? "results");
    const run = await measure(values, args);
    await saveBench(results, run);
    using store = await openStore(results);
    const record = (await readBenches(store.query)).find(({ id }) => id === run.id)!;
    console.log(values.json ? JSON.stringify(record, null, 2) : formatBench(record, outputColours()));
    return exitCodes.ran;
  },
};

async function measure(values: FlagValues<typeof flags>, args: readonly string[]): Promise<BenchRun> {
  const [loadBefore = NaN] = Deno.loadavg();
  const { engine: name = "onnx:cpu", threads = navigator.hardwareConcurrency, filter = "" } = values;
  using engine = (await openEngine(name, { threads })).engine;
  const module = new URL("bench/subjects.ts", root).href;
  const { default: subjects }: { default: Subjects } = await import(module);
  const { suiteCode: _, suitesCode: benchCode, ...versions } = await readVersions(module, engine.info);
  // Before anything is measured: a commit may come while it is.
  const commit = await readCommit(decodeURIComponent(root.pathname));
  const started = new Date().toISOString();
  const began = performance.now();
  const { rounds, seconds } = values.quick ? quick : standard;
  let told = 0;
  const measured = await timeSubjects(choose(subjects({ engine: name, threads }), filter), {
    rounds: values.rounds ?? rounds,
    seconds,
    onTurn(_subject, round) {
      if (round > told) console.error(`Round ${round} of ${values.rounds ?? rounds}`);
      told = round;
    },
  });
  return {
    id: runId(started, "bench"),
    command: ["deno task bench", ...args.map(shellWord)].join(" "),
    engine: engine.info,
    commit,
    machine: readMachine(),
    loadBefore,
    versions: { ...versions, benchCode: benchCode! },
    started,
    seconds: (performance.now() - began) / 1000,
    results: measured,
  };
}

/** Those that have all words of the filter in kind and name; the peak in any case, as shares are of it. */
function choose(subjects: readonly Subject[], filter: string): readonly Subject[] {
  const wanted = filter.trim().split(/\s+/);
  const chosen = subjects.filter(({ kind, name }) => wanted.every((word) => `${kind} ${name}`.includes(word)));
  if (chosen.length > 0) return subjects.filter((one) => one.kind === "peak" || chosen.includes(one));
  throw new UserError(
    `Cannot measure as --filter must leave a benchmark: none of ${subjects.length} has ${filter}; ` +
      "their kinds are peak, operator, step, segment and walk",
  );
}
