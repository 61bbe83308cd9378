/** Synthetic truths for the estimators that compare arms: 500 experiments as the groups of one store, through their SQL. */

import { assert } from "@std/assert";
import { judge } from "../../src/analysis/judge.ts";
import { ratio } from "../../src/analysis/pairs.ts";
import { rankCorrelation } from "../../src/analysis/rank_correlation.ts";
import { normals, randomStream } from "../../src/math/random.ts";
import { spearman } from "../../src/math/spearman.ts";
import type { Claim, Estimator, Verdict } from "../../src/spec/claim.ts";
import { claim } from "../../src/spec/define_claim.ts";
import type { Json } from "../../src/spec/measure.ts";
import { exampleStore } from "./example_store.ts";

const experiments = 500;
const seeds = 5;

/** The greatest count that a binomial of 500 with this share reaches, but for once in a thousand: three deviations. */
function atMost(share: number): number {
  return experiments * share + 3 * Math.sqrt(experiments * share * (1 - share));
}

/** A value of an arm: its settings beside the experiment and seed. */
interface Drawn {
  readonly setting: { readonly [field: string]: Json };
  readonly value: number;
}

/** An estimator of what was drawn, a group an experiment. */
function drawn(arm: string): Estimator {
  return {
    label: arm,
    unit: "",
    per: ["experiment"],
    sql: `SELECT * EXCLUDE (arm) FROM drawn WHERE arm = '${arm}' AND $run = 'r'`,
  };
}

/** Judges the claim of every experiment, before Holm's correction: their words by interval and test. */
async function words(
  claim: Claim,
  arms: Readonly<Record<string, () => readonly Drawn[]>>,
): Promise<Record<"supported" | "contradicted" | "undecided" | "not testable", number>> {
  using store = await exampleStore();
  const rows = Object.entries(arms).flatMap(([arm, draw]) =>
    Array.from({ length: experiments * seeds }, (_, index) =>
      draw().map(({ setting, value }) => [
        arm,
        Math.floor(index / seeds),
        index % seeds,
        JSON.stringify(setting),
        value,
      ])).flat()
  );
  await store.connection.run(
    `CREATE TABLE drawn AS SELECT (row->>0) AS arm, (row->1)::BIGINT AS experiment, (row->2)::BIGINT AS seed,
       (row->>3) AS setting, (row->4)::DOUBLE AS value, 1 AS count FROM (SELECT unnest($rows::JSON[]) AS row)`,
    { rows: JSON.stringify(rows) },
  );
  const counts = { supported: 0, contradicted: 0, undecided: 0, "not testable": 0 };
  for (const verdict of await judge(store.query, "r", [claim])) counts[byItself(verdict, claim)]++;
  return counts;
}

/** The word without Holm's correction over experiments, which no suite would have together. */
function byItself({ word, pValue = NaN, estimate }: Verdict, { criterion: { kind, limit } }: Claim): Verdict["word"] {
  if (estimate === undefined || pValue > 0.05) return word;
  const above = estimate.lower > limit;
  if (!above && !(estimate.upper < limit)) return "undecided";
  return above === (kind === "above") ? "supported" : "contradicted";
}

const farther = claim("X1", "It travels farther", { version: 1 })
  .estimate(ratio(drawn("SGD"), drawn("GD"), { across: [] })).above(1.05);

/** Distances of two arms that share their seeds' scatter, their ratio on average this. */
function distances(mean: number) {
  const normal = normals(randomStream(0, `calibration of a ratio of ${mean}`));
  const [scatter, noise] = [0.2, 0.03];
  // The mean of exp(noise z) is exp(noise^2 / 2); both arms are drawn in the same order of seeds.
  const scales = Array.from({ length: experiments * seeds }, () => Math.exp(scatter * normal()));
  const arm = (factor: () => number) => {
    let index = 0;
    return () => [{ setting: {}, value: scales[index++]! * factor() }];
  };
  return { SGD: arm(() => mean * Math.exp(noise * normal() - noise ** 2 / 2)), GD: arm(() => 1) };
}

Deno.test("judge() supports a ratio hardly ever at 1 or at its limit, and mostly beyond", async () => {
  const none = await words(farther, distances(1));
  assert(none.supported === 0 && none.contradicted >= 0.75 * experiments, JSON.stringify(none));
  const at = await words(farther, distances(1.05));
  assert(at.supported <= atMost(0.025) && at.contradicted <= atMost(0.025), JSON.stringify(at));
  // Twice the margin above 1 by 10 %, a standard error of 1.3 %: the quantile of 2.78 is 3.7 % wide.
  const twice = await words(farther, distances(1.13));
  assert(twice.supported >= 0.9 * experiments, JSON.stringify(twice));
});

const sizes = [50, 100, 200, 600, 1800];
const falls = claim("X2", "It falls with the batch", { version: 1 })
  .estimate(rankCorrelation(drawn("SGD"), { over: "batchSize" })).below(-0.5);

/** A value at each size that falls by `slope` from one to the next, with scatter 1. */
function falling(slope: number, of = "calibration of rho") {
  const normal = normals(randomStream(0, `${of} ${slope}`));
  return () => sizes.map((batchSize, index) => ({ setting: { batchSize }, value: normal() - slope * index }));
}

/** At this slope rho is -0.5 on average: found with NumPy by bisection over 200,000 draws of each slope. */
const slopeAtLimit = 0.398;

Deno.test("judge() supports a rank correlation below its limit in at most 5 % of experiments where its mean lies there", async () => {
  const draw = falling(slopeAtLimit, "mean rho");
  const rhos = Array.from({ length: 20_000 }, () => spearman(sizes, draw().map(({ value }) => value)));
  // A standard error of 0.4 / sqrt(20,000): 0.003.
  const mean = rhos.reduce((sum, rho) => sum + rho, 0) / rhos.length;
  assert(Math.abs(mean + 0.5) < 0.01, `mean rho ${mean}`);

  const none = await words(falls, { SGD: falling(0) });
  assert(none.supported === 0, JSON.stringify(none));
  // Student's test alone supports 8 %, as rho is skewed near -1: 40 of 500.
  const at = await words(falls, { SGD: falling(slopeAtLimit) });
  assert(at.supported <= atMost(0.025) && at.contradicted <= atMost(0.025), JSON.stringify(at));
  const steep = await words(falls, { SGD: falling(1.5) });
  assert(steep.supported >= 0.9 * experiments, JSON.stringify(steep));
});

Deno.test("judge() gives a wrong word in no more experiments where a regime picks groups by what goes with the value", async () => {
  const normal = normals(randomStream(0, "calibration of a regime"));
  const shared: number[] = [];
  const bounces = claim("X3", "It bounces", { version: 1 })
    .estimate(drawn("cosine")).where(drawn("sharpness"), { above: 1 }).below(-0.3);
  // At both limits, and the sharper a seed the more negative its cosine.
  const found = await words(bounces, {
    cosine() {
      shared.push(normal());
      return [{ setting: {}, value: -0.3 - 0.09 * shared.at(-1)! + 0.04 * normal() }];
    },
    sharpness: () => [{ setting: {}, value: 1 + 0.1 * shared.shift()! }],
  });
  // Whether the claim is about a group is open unless its interval lies on one side of the bound: 2.5 % each.
  assert(found["not testable"] > 0 && found["not testable"] <= atMost(0.025), JSON.stringify(found));
  assert(found.supported + found.contradicted <= atMost(0.025), JSON.stringify(found));
});
