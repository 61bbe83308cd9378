/** `deno task bench:pytorch`: our engine and PyTorch on the same work in turns, and how many times as fast ours is. */

import { availableParallelism } from "node:os";
import { integerWithin, list, oneOf, positiveInteger, text } from "../../src/cli/flag_values.ts";
import { parseFlags, toggle } from "../../src/cli/flags.ts";
import { formatHelp } from "../../src/cli/help.ts";
import { type Column, formatTable } from "../../src/cli/table.ts";
import { exitCodeFor, tellError } from "../../src/cli/tell_error.ts";
import { gather } from "../../src/data/gather.ts";
import { loadDataset } from "../../src/data/load.ts";
import { quantile } from "../../src/math/statistics.ts";
import { UserError } from "../../src/spec/user_error.ts";
import { complaintOf, type Contestant, ours, pytorch, race, type Rates, type Sharing } from "./contestant.ts";
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

const packing = `
import numpy, sys, torch
path, *shape = sys.argv[1:]
x = numpy.fromfile(path + ".images", numpy.float32).reshape([-1, *map(int, shape)])
numpy.savez(path, x=x, y=numpy.fromfile(path + ".labels", numpy.int32).astype(numpy.int64))
`;

/** What one round gave for one work and one way to share the cores. */
interface Turn {
  readonly model: Work["model"];
  readonly sharing: Sharing;
  readonly ours: Rates;
  readonly pytorch: Rates;
}

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

  const cores = values.cores ?? availableParallelism();
  const chosen = works.filter(({ model }) => values.only?.includes(model) ?? true);
  const other = pytorch(values.python ?? "python3", values.script);
  const folder = await Deno.makeTempDir();
  try {
    for (const work of chosen) await writeData(work, folder, values.python ?? "python3");
    const turns: Turn[] = [];
    for (let round = 0; round < (values.rounds ?? 5); round++) {
      for (const work of chosen) {
        if (!values.json) console.error(`round ${round + 1}: ${work.model}`);
        for (const sharing of sharings(cores, other)) {
          turns.push(await takeTurn(work, dataOf(work, folder), sharing, other, round % 2 === 0));
        }
      }
    }
    console.log(values.json ? JSON.stringify(turns, null, 2) : report(turns, chosen, cores));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** One walk on all cores and a walk a core; the latter not for a script that knows no threads. */
function sharings(cores: number, { alone = false }: Contestant): Sharing[] {
  const whole = { walks: 1, threads: cores };
  return cores === 1 || alone ? [whole] : [whole, { walks: cores, threads: 1 }];
}

async function takeTurn(
  work: Work,
  data: string,
  sharing: Sharing,
  other: Contestant,
  oursFirst: boolean,
): Promise<Turn> {
  const rates = new Map<Contestant, Rates>();
  for (const one of oursFirst ? [ours, other] : [other, ours]) rates.set(one, await race(one, work, data, sharing));
  return { model: work.model, sharing, ours: rates.get(ours)!, pytorch: rates.get(other)! };
}

function dataOf({ dataset }: Work, folder: string): string {
  return `${folder}/${dataset}.npz`;
}

/** The first training images of a work's data set, for both: as NumPy reads them, and as plain numbers. */
async function writeData(work: Work, folder: string, python: string): Promise<void> {
  const dataset = await loadDataset(work.dataset);
  const count = Math.max(work.evaluated, 2000);
  const { inputs, labels } = gather(dataset, Int32Array.from({ length: count }, (_, index) => index));
  const path = dataOf(work, folder);
  await Deno.writeFile(`${path}.images`, new Uint8Array(inputs.buffer));
  await Deno.writeFile(`${path}.labels`, new Uint8Array(labels.buffer));
  const complaint = await pack(python, [path, ...dataset.shape.map(String)]);
  if (complaint === undefined) return;
  throw new UserError(`Cannot time PyTorch as --python must name a Python with torch and numpy: ${complaint}`);
}

/** Packs plain numbers as NumPy reads them; gives what is missing. */
async function pack(python: string, args: readonly string[]): Promise<string | undefined> {
  try {
    const command = new Deno.Command(python, { args: ["-c", packing, ...args], stdout: "null", stderr: "piped" });
    const { success, stderr } = await command.output();
    return success ? undefined : `${python}: ${complaintOf(new TextDecoder().decode(stderr))}`;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return `${python} is not there`;
    throw error;
  }
}

function report(turns: readonly Turn[], chosen: readonly Work[], cores: number): string {
  const columns: Column[] = [
    ...[{ title: "work" }, { title: "cores" }, { title: "PyTorch", align: "right" }, { title: "ours", align: "right" }],
    ...[{ title: "unit" }, { title: "ratio", align: "right" }, { title: "from" }, { title: "to" }, { title: "aim" }],
  ] as Column[];
  const rows = chosen.flatMap((work) =>
    (["step", "segment"] as const).flatMap((kind) => {
      const own = turns.filter(({ model }) => model === work.model);
      return [...new Set(own.map(({ sharing }) => sharing.walks))].map((walks) => {
        const these = own.filter(({ sharing }) => sharing.walks === walks);
        const ratios = these.map((turn) => turn.ours[kind] / turn.pytorch[kind]).sort((a, b) => a - b);
        return [
          `${kind === "step" ? "training step" : "segment"}, ${work.model}`,
          walks === 1 ? `one walk on ${cores}` : `${walks} walks, one each`,
          round(median(these.map((turn) => turn.pytorch[kind]))),
          round(median(these.map((turn) => turn.ours[kind]))),
          kind === "step" ? "images/s" : "evaluations/s",
          ...[quantile(ratios, 0.5), ratios[0]!, ratios.at(-1)!].map((ratio) => ratio.toFixed(2)),
          String(work.aims[kind]),
        ];
      });
    })
  );
  const rounds = turns.length / new Set(turns.map(({ model, sharing }) => `${model} ${sharing.walks}`)).size;
  const peaks = chosen.map(({ model }) => {
    const own = turns.filter((turn) => turn.model === model && turn.sharing.walks === 1);
    const most = (of: (turn: Turn) => Rates) => Math.max(...own.map((turn) => of(turn).peakBytes ?? NaN)) / 1e9;
    return `${model} ${most((turn) => turn.ours).toFixed(2)} GB, PyTorch ${most((turn) => turn.pytorch).toFixed(2)} GB`;
  });
  return [
    formatTable(columns, rows),
    "",
    `Medians of ${rounds} rounds in turns; the ratio is the median of the rounds' ratios, from the least to the greatest.`,
    `Most memory of one walk with its segments: ${peaks.join("; ")}`,
  ].join("\n");
}

function median(values: readonly number[]): number {
  return quantile([...values].sort((a, b) => a - b), 0.5);
}

function round(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString("en-US");
}

if (import.meta.main) {
  try {
    await main(Deno.args);
  } catch (error) {
    tellError(error);
    Deno.exit(exitCodeFor(error));
  }
}
