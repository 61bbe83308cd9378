/** Turns for people at a terminal: who took how long, and how many times as fast ours was. */

import { countOf } from "../../src/cli/count_of.ts";
import { type Column, formatTable } from "../../src/cli/table.ts";
import { quantile } from "../../src/math/statistics.ts";
import type { Rates } from "./contestant.ts";
import type { Turn } from "./turn.ts";
import type { Work } from "./works.ts";

const columns: readonly Column[] = [
  { title: "work" },
  { title: "cores" },
  { title: "PyTorch", align: "right" },
  { title: "ours", align: "right" },
  { title: "unit" },
  { title: "ratio", align: "right" },
  { title: "from", align: "right" },
  { title: "to", align: "right" },
  { title: "aim", align: "right" },
];

const kinds = [
  { kind: "step", title: "training step", unit: "images/s" },
  { kind: "segment", title: "segment", unit: "evaluations/s" },
] as const;

/** A table of the works' medians and ratios, with a line on how they come about and one on memory. */
export function formatTurns(turns: readonly Turn[], works: readonly Work[]): string {
  const rows = works.flatMap((work) =>
    kinds.flatMap((kind) => {
      const own = turns.filter(({ model }) => model === work.model);
      const walks = new Set(own.map(({ sharing }) => sharing.walks));
      return [...walks].map((count) => cells(work, kind, own.filter(({ sharing }) => sharing.walks === count)));
    })
  );
  const rounds = turns.length / new Set(turns.map(({ model, sharing }) => `${model} ${sharing.walks}`)).size;
  return [
    formatTable(columns, rows),
    "",
    `Medians of ${
      countOf(rounds, "round")
    } in turns; the ratio is the median of the rounds' ratios, from the least to the greatest.`,
    `Most memory of one walk with its segments: ${works.map((work) => memoryOf(work, turns)).join("; ")}`,
  ].join("\n");
}

function cells({ model, aims }: Work, { kind, title, unit }: typeof kinds[number], turns: readonly Turn[]): string[] {
  const { walks, threads } = turns[0]!.sharing;
  const ratios = turns.map((turn) => turn.ours[kind] / turn.pytorch[kind]);
  return [
    `${title}, ${model}`,
    walks === 1 ? `one walk on ${threads}` : `${walks} walks, one each`,
    ...[turns.map(({ pytorch }) => pytorch[kind]), turns.map(({ ours }) => ours[kind])].map((rates) =>
      Number(median(rates).toPrecision(3)).toLocaleString("en-US")
    ),
    unit,
    ...[median(ratios), Math.min(...ratios), Math.max(...ratios)].map((ratio) => ratio.toFixed(2)),
    String(aims[kind]),
  ];
}

function memoryOf({ model }: Work, turns: readonly Turn[]): string {
  const alone = turns.filter((turn) => turn.model === model && turn.sharing.walks === 1);
  const most = (of: (turn: Turn) => Rates) => {
    const peaks = alone.flatMap((turn) => of(turn).peakBytes ?? []);
    return peaks.length === 0 ? "not told" : `${(Math.max(...peaks) / 1e9).toFixed(2)} GB`;
  };
  return `${model} ${most(({ ours }) => ours)}, PyTorch ${most(({ pytorch }) => pytorch)}`;
}

function median(values: readonly number[]): number {
  return quantile([...values].sort((a, b) => a - b), 0.5);
}
