/** A run of the benchmarks for people at a terminal. */

import { formatDuration, formatFlopRate, formatRate, formatShare } from "../report/format_bench.ts";
import { benchKinds } from "../spec/bench.ts";
import type { BenchRecord, BenchRow } from "../store/bench_rows.ts";
import type { Colours } from "./colours.ts";
import { countOf } from "./count_of.ts";
import { outside } from "./run_git.ts";
import { type Column, formatTable } from "./table.ts";

/** A load from which on others had the cores for a part of the time: ours. */
const busyLoad = 0.5;

/** A spread between quartiles over the median from which on a run is called noisy: ours. */
const wideSpread = 0.1;

/** Each benchmark, kind by kind, as time, spread, rate and share of the machine's matrix products, and what to know of the run. */
export function formatBench(run: BenchRecord, { bold, yellow }: Colours): string {
  const { id, commit, engine, machine, results } = run;
  const columns: readonly Column[] = [
    { title: "benchmark" },
    { title: "median", align: "right" },
    { title: "quartiles", align: "right" },
    { title: "rate", align: "right" },
    { title: "GFLOP/s", align: "right" },
    { title: "of peak", align: "right" },
    { title: "cores busy", align: "right" },
    { title: "in engine", align: "right" },
  ];
  const kinds = benchKinds.map((kind) => results.filter((one) => one.kind === kind)).filter(({ length }) => length > 0);
  const rows = kinds.flatMap((ofKind, index) => [...index === 0 ? [] : [[]], ...ofKind.map(cells)]);
  return [
    bold(`Benchmarks ${id}`),
    `Commit ${commit.hash === "" ? commit.subject || outside : `${commit.hash.slice(0, 12)} ${commit.subject}`}`,
    `Engine ${engine.name}, ${engine.library} ${engine.version}, threads ${engine.threads}`,
    `Machine ${machine.hostname}, ${machine.processor}, ${countOf(machine.cores, "core")}`,
    "",
    formatTable(columns, rows),
    ...notes(run).flatMap((note) => ["", yellow(`Note: ${note}`)]),
  ].join("\n");
}

function cells(
  { name, work, median, lowerQuartile, upperQuartile, rate, flopRate, peakShare, ...rest }: BenchRow,
): string[] {
  return [
    name,
    formatDuration(median),
    `${formatDuration(lowerQuartile)} – ${formatDuration(upperQuartile)}`,
    formatRate(rate, work),
    formatFlopRate(flopRate),
    formatShare(peakShare),
    formatShare(rest.coresBusy),
    formatShare(rest.engineShare),
  ];
}

function notes({ commit, loadBefore, results }: BenchRecord): string[] {
  const noisy = results.filter((one) => (one.upperQuartile - one.lowerQuartile) / one.median > wideSpread).length;
  return [
    ...commit.dirty ? ["the tree has uncommitted changes: the commit alone does not give these figures"] : [],
    ...loadBefore > busyLoad
      ? [`the machine was not free: ${loadBefore.toFixed(1)} processes wanted a core in the minute before`]
      : [],
    ...noisy > 0
      ? [`${noisy} of ${results.length} benchmarks spread by more than ${formatShare(wideSpread)} between quartiles`]
      : [],
  ];
}
