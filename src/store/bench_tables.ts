/** The tables of benchmarks: what `deno task bench` measured, run by run. */

import { engineColumns, originColumns } from "./origin.ts";
import type { Column, Table, View } from "./table.ts";

const benchId: Column = ["bench_id", "VARCHAR", "The run of the benchmarks; sorts by time of start"];

const benches: Table = {
  name: "benches",
  comment: "One row a run of the benchmarks, on one machine, at one commit",
  columns: [
    benchId,
    ["command", "VARCHAR", "The command with all its flags"],
    ...engineColumns,
    ...originColumns,
    ["load_before", "DOUBLE", "Processes that wanted a core in the minute before it began, on average"],
    ["versions", "JSON", "Versions of Deno and of the libraries, and hashes of code, by name"],
    ["started", "TIMESTAMP", "When it began", "UTC"],
    ["seconds", "DOUBLE", "Wall time of all of it", "s"],
  ],
};

const benchResults: Table = {
  name: "bench_results",
  comment: "One row a benchmark of a run",
  columns: [
    benchId,
    ["position", "BIGINT", "Place in the run, from 0"],
    ["kind", "VARCHAR", "peak, operator, step, segment or walk"],
    ["name", "VARCHAR", "What is done, and at what size: the same in every run"],
    ["work", "DOUBLE", "How much an iteration makes, in work_unit"],
    ["work_unit", "VARCHAR", "images, evaluations, steps, cases, products, or B: bytes read and written at least"],
    [
      "flops",
      "DOUBLE",
      "Floating-point operations of an iteration's products; NULL where they do not tell what it costs",
    ],
    ["median", "DOUBLE", "Median over the rounds", "s"],
    ["lower_quartile", "DOUBLE", "Lower quartile over the rounds", "s"],
    ["upper_quartile", "DOUBLE", "Upper quartile over the rounds", "s"],
    ["fastest", "DOUBLE", "The fastest iteration of all", "s"],
    ["rounds", "BIGINT", "How many rounds"],
    ["iterations", "BIGINT", "How many iterations were timed"],
    ["round_seconds", "JSON", "The median seconds of an iteration in each round"],
    ["cores_busy", "DOUBLE", "Processor time of the process over wall time and all cores, 0 to 1"],
    [
      "engine_share",
      "DOUBLE",
      "Share of its workers' time that was spent in the engine, 0 to 1; NULL where it cannot tell",
    ],
  ],
};

/** The tables of benchmarks, each with a column `bench_id`: what a merge copies. */
export const benchTables = { benches, benchResults } as const;

/** What benchmarks make in a second, and how near that comes to the machine's own matrix products in the same run. */
export const benchRates: View = {
  name: "bench_rates",
  comment: "One row a benchmark of a run: its rate, and its share of the peak of the same run",
  from: ["bench_results"],
  columns: {
    rate: "Work in a second, by the median [work_unit/s]",
    flop_rate: "Floating-point operations in a second, by the median; NULL where flops is",
    peak_share:
      "flop_rate over that of the run's fastest matrix product, by its fastest iteration; above 1 where less was multiplied than is counted; NULL where flops is, or no peak was measured",
  },
  sql: `
    SELECT *, work / median AS rate, flops / median AS flop_rate,
      flop_rate / max(flops / fastest) FILTER (kind = 'peak') OVER (PARTITION BY bench_id) AS peak_share
    FROM bench_results`,
};
