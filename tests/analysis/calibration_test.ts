import { assert } from "@std/assert";
import { judge } from "../../src/analysis/judge.ts";
import { normals, randomStream } from "../../src/math/random.ts";
import { claim } from "../../src/spec/define_claim.ts";
import type { Query } from "../../src/spec/run.ts";

const experiments = 500;
const limit = 0.5;
const spread = 0.1;
const holds = claim("X1", "The mean is above the limit", { version: 1 })
  .estimate({ label: "mean", unit: "", per: ["experiment"], sql: "SELECT * FROM values" }).above(limit);

/** How many of the experiments, each of `seeds` normal values around `mean`, give each word. */
async function judged(seeds: number, mean: number): Promise<Record<string, number>> {
  const normal = normals(randomStream(seeds, `calibration at ${mean}`));
  const rows = Array.from({ length: experiments * seeds }, (_, index) => ({
    experiment: Math.floor(index / seeds),
    seed: index % seeds,
    value: mean + spread * normal(),
    count: 1,
  }));
  const query: Query = (sql) => Promise.resolve(sql.includes("FROM cases") ? [] : rows);
  const words: Record<string, number> = { supported: 0, contradicted: 0, undecided: 0 };
  for (const { word } of await judge(query, "r", [holds])) words[word] = (words[word] ?? 0) + 1;
  return words;
}

/** The greatest count that a binomial of 500 with this share reaches, but for once in a thousand: three deviations. */
function atMost(share: number): number {
  return experiments * share + 3 * Math.sqrt(experiments * share * (1 - share));
}

Deno.test("judge() by Student's t hardly supports a mean that lies exactly at the limit", async () => {
  const { supported, contradicted } = await judged(5, limit);
  // One side of an exact 95 % interval misses 2.5 % of the time.
  assert(supported! <= atMost(0.025), `${supported} supported`);
  assert(contradicted! <= atMost(0.025), `${contradicted} contradicted`);
});

Deno.test("judge() by the BCa bootstrap hardly supports a mean that lies exactly at the limit", async () => {
  const { supported, contradicted } = await judged(10, limit);
  // The bootstrap is too narrow at ten values: each side misses 5 % of the time, in SciPy as here.
  // python3 -c "import numpy as np; from scipy.stats import bootstrap; r = np.random.default_rng(3); print(np.mean([bootstrap(
  //   (r.normal(size=10),), np.mean, n_resamples=2000, random_state=r).confidence_interval.low > 0 for _ in range(1500)]))"
  // prints 0.057 with SciPy 1.10.1.
  assert(supported! <= atMost(0.05), `${supported} supported`);
  assert(contradicted! <= atMost(0.05), `${contradicted} contradicted`);
});

Deno.test("judge() supports an effect of twice the interval's half-width in at least 90 % of experiments", async () => {
  // Half-widths: t(0.975, 4) = 2.776 and t(0.975, 9) = 2.262 standard errors. The power is above 98 %: the tolerance is inside.
  for (const [seeds, quantile] of [[5, 2.776], [10, 2.262]] as const) {
    const { supported } = await judged(seeds, limit + 2 * quantile * spread / Math.sqrt(seeds));
    assert(supported! >= 0.9 * experiments, `${supported} supported with ${seeds} seeds`);
  }
});

Deno.test("judge() contradicts an effect of that size on the other side", async () => {
  const { contradicted } = await judged(5, limit - 2 * 2.776 * spread / Math.sqrt(5));
  assert(contradicted! >= 0.9 * experiments, `${contradicted} contradicted`);
});
