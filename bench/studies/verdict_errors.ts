/**
 * How often verdicts are wrong where the truth lies on their limit, and what they can see: the tables of docs/statistics.md. Rates of a rare event
 * whose steps depend on each other, and means of seeds' values that are not normal.
 *
 *     deno run -P=suite bench/studies/verdict_errors.ts
 */

import { randomBeta } from "d3-random";
import { decide } from "../../src/analysis/decide.ts";
import { estimateShare, type SeedValue, testShare } from "../../src/analysis/estimate.ts";
import { normals, randomStream } from "../../src/math/random.ts";
import { deviation, mean } from "../../src/math/statistics.ts";
import { studentTest } from "../../src/math/student_test.ts";

const experiments = 2_000;
const limit = 0.01;
const random = randomStream(0, "verdict errors");
const normal = normals(random);

/** Seeds' own rates, drawn so that their steps have this intraclass correlation. */
function rates(of: number, correlation: number): () => number {
  if (correlation === 0) return () => of;
  const size = 1 / correlation - 1;
  return randomBeta.source(random)(of * size, (1 - of) * size);
}

interface Truth {
  readonly seeds: number;
  readonly steps: number;
  readonly burst?: number;
  readonly own: () => number;
}

function draw({ seeds, steps, burst = 1, own }: Truth): SeedValue[] {
  return Array.from({ length: seeds }, (_, seed) => {
    const rate = own();
    let events = 0;
    for (let step = 0; step < steps; step += burst) if (random() < rate) events += burst;
    return { seed, value: events / steps, count: steps };
  });
}

/** How often "below 1 %" is supported; where the counts' test does not hold it cannot be. */
function supported(truth: Truth): string {
  let count = 0;
  for (let experiment = 0; experiment < experiments; experiment++) {
    const values = draw(truth);
    if (testShare(values, limit) > 0.05) continue;
    if (decide({ kind: "below", limit }, values, "share").word === "supported") count++;
  }
  return percent(count / experiments);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

const sizes = [[5, 120], [5, 360], [8, 120], [8, 360], [12, 60], [12, 120], [12, 240], [12, 360], [20, 360]] as const;

console.log("Nothing seen: the rate is at most");
for (const [seeds, steps] of sizes) {
  const none = Array.from({ length: seeds }, (_, seed) => ({ seed, value: 0, count: steps }));
  console.log(`${seeds} seeds of ${steps} steps: ${(100 * estimateShare(none, 0.95).upper).toFixed(2)} %`);
}

console.log(
  "\nA rate of 1 % is called below 1 %: correlation 0, 0.01, 0.03, 0.05, 0.1, by bursts of 1, 2, 3, 10 steps",
);
for (const [seeds, steps] of [[5, 360], [8, 360], [12, 120], [12, 360]] as const) {
  for (const burst of [1, 2, 3, 10]) {
    const row = [0, 0.01, 0.03, 0.05, 0.1].map((correlation) =>
      supported({ seeds, steps, burst, own: rates(limit, correlation) })
    );
    console.log(`${seeds} seeds of ${steps} steps, bursts of ${burst}: ${row.join(", ")}`);
  }
  const few = [5, 10].map((one) => supported({ seeds, steps, own: () => random() < 1 / one ? one * limit : 0 }));
  console.log(`${seeds} seeds of ${steps} steps, one seed in 5 and in 10 has all: ${few.join(", ")}`);
}

console.log("\nA lower rate is called below 1 %: rate 0, 0.1, 0.2, 0.3 %");
for (const [seeds, steps] of sizes) {
  for (
    const [told, burst, correlation] of [["independent", 1, 0], ["correlation 0.01", 1, 0.01], [
      "bursts of 3",
      3,
      0,
    ]] as const
  ) {
    const row = [0, 0.001, 0.002, 0.003].map((rate) =>
      supported({ seeds, steps, burst, own: rate === 0 ? () => 0 : rates(rate, correlation) })
    );
    console.log(`${seeds} seeds of ${steps} steps, ${told}: ${row.join(", ")}`);
  }
}

/** Values with the mean 0. */
const shapes: Readonly<Record<string, () => number>> = {
  "normal, or the logarithm of a lognormal": normal,
  "Student's t of 3": () => normal() / Math.sqrt(mean([normal() ** 2, normal() ** 2, normal() ** 2])),
  "Student's t of 2": () => normal() / Math.sqrt(mean([normal() ** 2, normal() ** 2])),
  "one in ten 8 deviations off, either side": () => normal() + (random() < 0.1 ? 8 * Math.sign(random() - 0.5) : 0),
  "half at -1, half at 1": () => 0.1 * normal() + Math.sign(random() - 0.5),
  "one in ten 3 deviations above": () => normal() + (random() < 0.1 ? 3 : 0) - 0.3,
  "one in ten 8 deviations above": () => normal() + (random() < 0.1 ? 8 : 0) - 0.8,
  "exponential": () => -Math.log(1 - random()) - 1,
  "lognormal, deviation 0.5 of the logarithm": () => Math.exp(0.5 * normal()) - Math.exp(0.125),
  "lognormal, deviation 1 of the logarithm": () => Math.exp(normal()) - Math.exp(0.5),
  "a quarter at 3, three quarters at -1": () => 0.1 * normal() + (random() < 0.25 ? 3 : -1),
};

console.log("\nA mean on the limit is found above it, below it");
for (const [name, value] of Object.entries(shapes)) {
  const row = [5, 10].map((seeds) => {
    let [above, below] = [0, 0];
    for (let experiment = 0; experiment < experiments; experiment++) {
      const values = Array.from({ length: seeds }, value);
      const tail = studentTest({ mean: mean(values), deviation: deviation(values), n: seeds }, 0);
      if (2 * Math.min(tail, 1 - tail) > 0.05) continue;
      const all = values.map((value, seed) => ({ seed, value, count: 1 }));
      const { word } = decide({ kind: "above", limit: 0 }, all, "");
      above += Number(word === "supported");
      below += Number(word === "contradicted");
    }
    return `${seeds} seeds ${percent(above / experiments)}, ${percent(below / experiments)}`;
  });
  console.log(`${name}: ${row.join("; ")}`);
}

console.log("\n12 seeds of 360 steps with so many events: the word by itself, and its p-value");
for (let events = 0; events <= 10; events++) {
  const values = Array.from({ length: 12 }, (_, seed) => ({ seed, value: Number(seed < events) / 360, count: 360 }));
  const { word, pValue } = decide({ kind: "below", limit }, values, "share");
  console.log(`${events}: ${word}, ${pValue.toFixed(4)}`);
}

let held = 0;
for (let experiment = 0; experiment < experiments; experiment++) {
  const values = draw({ seeds: 12, steps: 360, own: () => 0.001 });
  if (2 * testShare(values, limit) > 0.05) continue;
  const { word, pValue } = decide({ kind: "below", limit }, values, "share");
  if (word === "supported" && 2 * pValue <= 0.05) held++;
}
console.log(
  `\nA rate of 0.1 %, 12 seeds of 360 steps, as the lesser p-value of two groups: ${percent(held / experiments)}`,
);
