/**
 * How often a word is wrong where the mean over seeds lies on the limit and the seeds' values are not normal. What is measured here stands in
 * docs/statistics.md.
 */

import { assert, assertEquals } from "@std/assert";
import { decide } from "../../src/analysis/decide.ts";
import { placeGroup } from "../../src/analysis/regime.ts";
import { normals, randomStream } from "../../src/math/random.ts";
import { deviation, mean } from "../../src/math/statistics.ts";
import { studentTest } from "../../src/math/student_test.ts";

const experiments = 1_000;
const random = randomStream(11, "calibration of shapes");
const normal = normals(random);

/** The greatest share of 1,000 experiments that a side of 2.5 % reaches but for once in a thousand. */
const nominal = 0.025 + 3 * Math.sqrt(0.025 * 0.975 / experiments);

/** How often the values' mean is found above and below 0, where it is 0. */
function sides(draw: () => number, seeds: number): { above: number; below: number } {
  let [above, below] = [0, 0];
  for (let experiment = 0; experiment < experiments; experiment++) {
    const values = Array.from({ length: seeds }, draw);
    // No word is given where Student's test does not hold: what the bootstrap would cost there is saved.
    const tail = studentTest({ mean: mean(values), deviation: deviation(values), n: seeds }, 0);
    if (2 * Math.min(tail, 1 - tail) > 0.05) continue;
    const { word } = decide({ kind: "above", limit: 0 }, values.map((value, seed) => ({ seed, value, count: 1 })), "");
    above += Number(word === "supported");
    below += Number(word === "contradicted");
  }
  return { above: above / experiments, below: below / experiments };
}

/** Student's t of so many degrees of freedom, three of which have no fourth moment and two no variance. */
function student(freedom: number): () => number {
  return () => normal() / Math.sqrt(mean(Array.from({ length: freedom }, () => normal() ** 2)));
}

function outlying(share: number, at: number): () => number {
  return () => normal() + (random() < share ? at : 0) - share * at;
}

Deno.test("decide() finds a mean on the limit beside it in at most 2.5 % of experiments a side, also with heavy tails and outliers on both sides", () => {
  const bothSides = () => normal() + (random() < 0.1 ? 8 * Math.sign(random() - 0.5) : 0);
  const shapes = { normal, "t of 3": student(3), "t of 2": student(2), "one in ten far off, either side": bothSides };
  for (const [name, draw] of Object.entries(shapes)) {
    for (const seeds of [5, 10]) {
      const { above, below } = sides(draw, seeds);
      assert(above <= nominal && below <= nominal, `${name}, ${seeds} seeds: ${above} above, ${below} below`);
    }
  }
});

Deno.test("decide() judges a skewed positive quantity well as its logarithm, and not as it is", () => {
  for (const seeds of [5, 10]) {
    // Of exp(z), whose logarithm is z.
    const logarithm = sides(() => Math.log(Math.exp(normal())), seeds);
    assert(logarithm.above <= nominal && logarithm.below <= nominal, `${seeds} seeds: ${JSON.stringify(logarithm)}`);
    const asItIs = sides(() => Math.exp(normal()) - Math.exp(0.5), seeds);
    assert(asItIs.above <= nominal && asItIs.below > 0.1 && asItIs.below < 0.2, JSON.stringify(asItIs));
    const exponential = sides(() => -Math.log(1 - random()) - 1, seeds);
    assert(exponential.below > 0.05 && exponential.below < 0.13, JSON.stringify(exponential));
  }
});

Deno.test("decide() is wrong too often where one seed in ten lies far off on one side, or a quarter of the seeds is of another kind: its limit", () => {
  for (const seeds of [5, 10]) {
    const near = sides(outlying(0.1, 3), seeds);
    assert(near.below <= 0.065, `three deviations, ${seeds} seeds: ${JSON.stringify(near)}`);
    const far = sides(outlying(0.1, 8), seeds);
    assert(far.above <= nominal && far.below > 0.1 && far.below < 0.25, JSON.stringify(far));
  }
  const kinds = (seeds: number) => sides(() => 0.1 * normal() + (random() < 0.25 ? 3 : -1), seeds);
  // Where all five seeds are of the more frequent kind, in 0.75^5 = 24 % of experiments, nothing can tell.
  assert(kinds(5).below > 0.2 && kinds(5).below < 0.3, JSON.stringify(kinds(5)));
  assert(kinds(10).below < 0.1, JSON.stringify(kinds(10)));
  // Two kinds that are as frequent are told from a mean.
  const halves = sides(() => 0.1 * normal() + (random() < 0.5 ? 1 : -1), 10);
  assert(halves.above <= nominal && halves.below <= nominal, JSON.stringify(halves));
});

Deno.test("decide() judges no rank correlations of two kinds of seeds, but where all drawn are of one", () => {
  let wrong = 0;
  for (let experiment = 0; experiment < experiments; experiment++) {
    // A mean of -0.5: three in four seeds fall with the field, one in four grows.
    const values = [0, 1, 2, 3, 4].map((seed) => ({ seed, value: random() < 0.75 ? -1 : 1, count: 5 }));
    const { word, note } = decide({ kind: "below", limit: -0.5 }, values, "rho");
    if (word !== "undecided") wrong++;
    const kinds = new Set(values.map(({ value }) => value)).size;
    assertEquals(note.startsWith("the seeds fall into two groups"), kinds === 2);
  }
  const share = wrong / experiments;
  assert(share > 0.2 && share < 0.28, `${share}`); // 0.75^5 = 24 %: nothing tells five seeds of one kind from that
});

Deno.test("placeGroup() takes a regime on its bound for above or below in at most 2.5 % of experiments a side", () => {
  const estimator = { label: "eta lambda_max", unit: "", per: [], sql: "" };
  for (const seeds of [5, 10]) {
    let [above, below] = [0, 0];
    const trials = 400;
    for (let experiment = 0; experiment < trials; experiment++) {
      const values = Array.from({ length: seeds }, (_, seed) => ({ seed, value: 1 + 0.1 * normal(), count: 1 }));
      const { outside, open } = placeGroup({ estimator, above: 1 }, { values, twice: false });
      if (outside) below++;
      else if (!open) above++;
    }
    const most = 0.025 + 3 * Math.sqrt(0.025 * 0.975 / trials);
    assert(above / trials <= most && below / trials <= most, `${seeds} seeds: ${above} above, ${below} below`);
  }
});
