import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { decide } from "../../src/analysis/decide.ts";
import { estimateMean } from "../../src/analysis/estimate.ts";
import { estimateRho } from "../../src/analysis/estimate_rho.ts";
import { meanRhoInterval } from "../../src/math/mean_rho.ts";

function seeds(values: readonly number[], count = 5) {
  return values.map((value, seed) => ({ seed, value, count }));
}

const agreeing = seeds([-1, -1, -1, -1, -1]);
const below = { kind: "below", limit: -0.5 } as const;

Deno.test("estimateRho() holds Student's interval and the exact one, cut at -1 and 1", () => {
  for (const values of [seeds([-0.9, -1, -0.8, -1, -0.9]), seeds([-1, -0.2, 0.4, -1, -0.9]), agreeing]) {
    const found = estimateRho(values, 0.95);
    const sum = values.reduce((sum, { value }) => sum + value, 0);
    const exact = meanRhoInterval({ sum, seeds: 5, points: 5 }, 0.95);
    const student = estimateMean(values, 0.95);
    assertEquals(found.lower, Math.max(-1, Math.min(exact.lower, student.lower)));
    assertEquals(found.upper, Math.max(exact.upper, student.upper));
    assertEquals([found.mean, found.method], [student.mean, "student t and exact over orders"]);
  }
});

Deno.test("estimateRho() is no point where seeds agree, but for rounding, and wider for fewer points", () => {
  const upper = (values = agreeing) => estimateRho(values, 0.95).upper;
  assert(upper() > -0.94);
  // Correlations come out of a database as sums in float64.
  assertAlmostEquals(upper(seeds([-1, -1 + 2e-16, -1, -1, -1 + 1e-16])), upper(), 1e-9);
  assert(upper(seeds([-1, -1, -1, -1, -1], 3)) > upper(seeds([-1, -1, -1, -1, -1], 4)));
  assert(upper(seeds([-1, -1, -1, -1, -1], 4)) > upper());
  // From ten seeds on the bootstrap of equal values would be a point too.
  assert(estimateRho(seeds(Array(10).fill(1)), 0.95).lower < 1);
});

Deno.test("estimateRho() leaves more than 8 points to Student", () => {
  const values = seeds([-0.9, -0.8, -0.85, -0.9, -0.7], 9);
  assertEquals(estimateRho(values, 0.95), estimateMean(values, 0.95));
});

Deno.test("decide() gives seeds that agree on rho a p-value above 0, and two such seeds no word", () => {
  const five = decide(below, agreeing, "rho");
  assertEquals(five.word, "supported");
  assert(five.pValue > 1e-7 && five.pValue < 1e-6);
  const { word, note } = decide(below, seeds([-1, -1]), "rho");
  assertEquals([word, note], ["undecided", "all seeds agree, but a word needs 3 seeds"]);
  assertEquals(decide(below, seeds([-1, -1, -1], 3), "rho").word, "undecided");
});

Deno.test("decide() holds a rank correlation against Student's test and the exact one", () => {
  // Student's alone would give 0.011, as the seeds happen to be alike.
  const alike = decide(below, seeds([-0.7, -0.8, -0.6, -0.9, -0.7]), "rho");
  assertEquals([alike.word, alike.pValue > 0.05], ["undecided", true]);
  // The exact one alone would give 0.03, as it does not know how much these seeds differ.
  const scattered = decide(below, seeds([-1, -1, -1, -1, -0.1]), "rho");
  assertEquals([scattered.word, scattered.pValue > 0.05], ["undecided", true]);
});
