/** `deno task bench:pytorch`: our engine and PyTorch on the same work in turns, and how many times as fast ours is. */

import { availableParallelism } from "node:os";
import { integerWithin, list, oneOf, positiveInteger, text } from "../../src/cli/flag_values.ts";
import { parseFlags, toggle } from "../../src/cli/flags.ts";
import { exitCodes } from "../../src/cli/exit_codes.ts";
import { formatHelp } from "../../src/cli/help.ts";
import { onInterrupt } from "../../src/cli/interrupt.ts";
import { exitCodeFor, tellError } from "../../src/cli/tell_error.ts";
import { UserError } from "../../src/spec/user_error.ts";
import { pytorch } from "./contestant.ts";
import { writeSamples } from "./samples.ts";
import { sharings, takeTurn, type Turn } from "./turn.ts";
import { formatTurns } from "./turns_text.ts";
import { type Work, works } from "./works.ts";

const models = works.map(({ model }) => model);

const flags = {
  only: { value: "MODEL,...", help: models.join(", "), default: "all", read: list(oneOf(models)) },
  rounds: { value: "N", help: "How often each takes its turn", default: "5", read: positiveInteger },
  cores: { value: "N", help: "Cores to share", default: "all", read: integerWithin(1, 256) },
  python: { value: "PROGRAM", help: "A Python with torch and numpy", default: "python3", read: text },
  script: {
    value: "FILE",
    help: "Another PyTorch walk with the flags of bench/pytorch/walk.py but --threads and --wait: it takes all cores",
    read: text,
  },
  json: toggle("All rounds as JSON on standard output, and nothing else there"),
  help: toggle("This text"),
};

async function main(args: readonly string[]): Promise<void> {
  const { values, words } = parseFlags(flags, args);
  if (values.help) {
    return console.log(formatHelp({
      usage: "deno task bench:pytorch [flags]",
      about: "Times training steps and segments of our engine and of PyTorch on the same cores, in turns.\n" +
        "Twice: one walk on all cores, and as suites run, a walk a core.",
      sections: { Flags: flags },
      examples: ["deno task bench:pytorch --only mlp", "deno task bench:pytorch --python /usr/bin/python3 --rounds 7"],
    }));
  }
  if (words.length > 0) throw new UserError(`Cannot time as there must be flags alone: ${words.join(" ")}`);

  const python = values.python ?? "python3";
  const other = pytorch(python, values.script);
  const chosen = works.filter(({ model }) => values.only?.includes(model) ?? true);
  const stop = new AbortController();
  const end = () => stop.abort();
  using _listening = onInterrupt({ finish: end, end });
  const folder = await Deno.makeTempDir({ prefix: "sgd-walk-pytorch-" });
  try {
    const data = new Map<Work, string>();
    for (const work of chosen) data.set(work, await writeSamples(work, folder, python));
    const turns: Turn[] = [];
    for (let round = 0; round < (values.rounds ?? 5); round++) {
      for (const [work, path] of data) {
        if (!values.json) console.error(`round ${round + 1}: ${work.model}`);
        for (const sharing of sharings(values.cores ?? availableParallelism(), other)) {
          const options = { sharing, oursFirst: round % 2 === 0, signal: stop.signal };
          turns.push(await takeTurn(work, path, other, options));
        }
      }
    }
    console.log(values.json ? JSON.stringify(turns, null, 2) : formatTurns(turns, chosen));
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    Deno.exitCode = exitCodes.interrupted;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

if (import.meta.main) {
  try {
    await main(Deno.args);
  } catch (error) {
    tellError(error);
    Deno.exit(exitCodeFor(error));
  }
}
