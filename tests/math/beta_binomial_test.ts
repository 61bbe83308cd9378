import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { randomBeta } from "d3-random";
import { betaBinomialInterval, betaBinomialTest, intraclassCorrelation } from "../../src/math/beta_binomial.ts";
import { randomStream } from "../../src/math/random.ts";

/** Seeds by their events and steps. */
function seeds(events: readonly number[], steps: number | readonly number[]) {
  return events.map((count, seed) => ({ events: count, steps: [steps].flat()[seed] ?? [steps].flat()[0]! }));
}

const independent = { burst: 1, correlation: 0 };

// The library's logarithms of beta functions are right to about 1e-12, the ends are found to 2 ** -50.
const tolerance = 1e-10;

Deno.test("betaBinomialInterval() and betaBinomialTest() agree with SciPy", () => {
  // python3 -c "
  // import numpy as np; from scipy.stats import betabinom; from scipy.optimize import brentq
  // def tails(events, steps, p, burst, rho):
  //   trials = [max(1, n // burst) for n in steps]; e = sum(events) * sum(trials) / sum(steps); s = 1 / rho - 1; d = np.array([1.])
  //   for n in trials: d = np.convolve(d, betabinom.pmf(np.arange(n + 1), n, p * s, (1 - p) * s))
  //   return d[:int(np.ceil(e - 1e-9)) + 1].sum(), d[int(np.floor(e + 1e-9)):].sum()
  // for a in ([3, 0, 1], [90, 90, 60], 1, .05), ([6, 0, 3], [90, 90, 60], 3, .02):
  //   f = lambda p, side: tails(a[0], a[1], p, *a[2:])[side] - .025
  //   print(2 * min(tails(a[0], a[1], .1, *a[2:])), [brentq(f, 1e-9, 1 - 1e-9, (side,), 1e-13) for side in (1, 0)])", SciPy 1.17.1
  const cases = [
    [[3, 0, 1], { burst: 1, correlation: 0.05 }, 0.011665991378845365, 0.0012310857149759398, 0.078941164038983],
    [[6, 0, 3], { burst: 3, correlation: 0.02 }, 0.14266759592399078, 0.004719672179564706, 0.1222607911094197],
  ] as const;
  for (const [events, dependence, pValue, lower, upper] of cases) {
    const found = seeds(events, [90, 90, 60]);
    assertAlmostEquals(betaBinomialTest(found, 0.1, dependence), pValue, tolerance);
    const interval = betaBinomialInterval(found, 0.95, dependence);
    assertAlmostEquals(interval.lower, lower, tolerance);
    assertAlmostEquals(interval.upper, upper, tolerance);
  }
});

Deno.test("betaBinomialInterval() without dependence is that of one seed with all the steps", () => {
  for (const events of [[0, 0, 0], [1, 0, 2], [40, 39, 38], [40, 40, 40]]) {
    const count = events.reduce((sum, found) => sum + found);
    const [apart, together] = [seeds(events, 40), seeds([count], 120)];
    const found = betaBinomialInterval(apart, 0.95, independent);
    const expected = betaBinomialInterval(together, 0.95, independent);
    assertAlmostEquals(found.lower, expected.lower, tolerance, String(events));
    assertAlmostEquals(found.upper, expected.upper, tolerance, String(events));
    const pValue = betaBinomialTest(apart, 0.02, independent);
    assertAlmostEquals(pValue, betaBinomialTest(together, 0.02, independent), tolerance);
  }
});

Deno.test("betaBinomialTest() of one trial a seed does not see the correlation: seeds are all that counts", () => {
  for (const correlation of [0, 0.3, 0.9]) {
    const once = betaBinomialTest(seeds([0, 1, 0, 0], 1), 0.4, { burst: 1, correlation });
    assertAlmostEquals(once, 2 * (0.6 ** 4 + 4 * 0.4 * 0.6 ** 3), tolerance);
  }
});

Deno.test("betaBinomialTest() comes to an end where the share is a half, however few trials there are", () => {
  for (const [events, steps] of [[[1, 1, 1], 2], [[2, 1], 3], [[1, 1, 1], 3], [[3, 2, 4], 7]] as const) {
    for (const burst of [1, 2, 3]) {
      const pValue = betaBinomialTest(seeds(events, steps), 0.5, { burst, correlation: 0.02 });
      assert(pValue > 0.5 && pValue <= 1, `${events} of ${steps}, bursts of ${burst}: ${pValue}`);
    }
  }
});

Deno.test("betaBinomialTest() of seeds that agree within themselves nears that of as many observations as seeds", () => {
  // At a correlation of 1 a seed has the event always or never: none of four seeds, twice 0.6^4.
  const found = betaBinomialTest(seeds([0, 0, 0, 0], 500), 0.4, { burst: 1, correlation: 1 - 1e-9 });
  assertAlmostEquals(found, 2 * 0.6 ** 4, 1e-6);
});

Deno.test("betaBinomialInterval() of bursts of b steps is that of a b-th of steps and events", () => {
  const [burst, correlation] = [3, 0.02];
  assertEquals(
    betaBinomialInterval(seeds([6, 0, 3], 90), 0.95, { burst, correlation }),
    betaBinomialInterval(seeds([2, 0, 1], 30), 0.95, { burst: 1, correlation }),
  );
  // Two events of a third: as many as one trial for the upper end, as none for the lower.
  const { lower, upper } = betaBinomialInterval(seeds([2, 0, 0], 90), 0.95, { burst, correlation });
  assertAlmostEquals(lower, 0, tolerance);
  assertEquals(upper, betaBinomialInterval(seeds([3, 0, 0], 90), 0.95, { burst, correlation }).upper);
});

Deno.test("betaBinomialInterval() of the steps without the event is the same from the other side, however few steps there are", () => {
  const dependence = { burst: 3, correlation: 0.02 };
  for (const steps of [1, 2, 7, 60]) {
    for (const events of [[0, 0, 0], [1, 0, 1], [1, 1, 1]]) {
      const found = betaBinomialInterval(seeds(events, steps), 0.95, dependence);
      const mirrored = betaBinomialInterval(seeds(events.map((count) => steps - count), steps), 0.95, dependence);
      assertAlmostEquals(found.lower, 1 - mirrored.upper, tolerance, `${events} of ${steps}`);
      assertAlmostEquals(found.upper, 1 - mirrored.lower, tolerance, `${events} of ${steps}`);
    }
  }
});

Deno.test("betaBinomialInterval() does not depend on the order of the seeds, and widens with the dependence", () => {
  const events = [4, 0, 1, 2];
  const width = (dependence: { burst: number; correlation: number }) => {
    const { lower, upper } = betaBinomialInterval(seeds(events, 120), 0.95, dependence);
    return upper - lower;
  };
  const widths = [0, 0.02, 0.1].flatMap((correlation) => [1, 3].map((burst) => width({ burst, correlation })));
  assert(width({ burst: 3, correlation: 0 }) > width(independent), String(widths));
  assert(width({ burst: 1, correlation: 0.02 }) > width(independent), String(widths));
  assert(width({ burst: 1, correlation: 0.1 }) > width({ burst: 1, correlation: 0.02 }), String(widths));
  const dependence = { burst: 1, correlation: 0.02 };
  const [ahead, behind] = [seeds(events, 120), seeds(events, 120).toReversed()]
    .map((order) => betaBinomialInterval(order, 0.95, dependence));
  assertAlmostEquals(ahead!.lower, behind!.lower, tolerance);
  assertAlmostEquals(ahead!.upper, behind!.upper, tolerance);
});

Deno.test("betaBinomialTest() is 1 - level at the ends of the interval of that level", () => {
  const dependence = { burst: 2, correlation: 0.05 };
  for (const events of [[0, 0, 0], [4, 0, 2], [60, 60, 60]]) {
    const found = seeds(events, 60);
    const { lower, upper } = betaBinomialInterval(found, 0.9, dependence);
    const ends = [...events[0]! > 0 ? [lower] : [], ...events[0]! < 60 ? [upper] : []];
    for (const end of ends) assertAlmostEquals(betaBinomialTest(found, end, dependence), 0.1, 1e-9); // p moves with the end
  }
});

Deno.test("betaBinomialTest() rules out its own rate in at most 2.5 % of experiments a side", () => {
  const random = randomStream(0, "calibration of the beta-binomial");
  const [rate, correlation, experiments] = [0.02, 0.03, 2_000];
  const size = 1 / correlation - 1;
  const beta = randomBeta.source(random)(rate * size, (1 - rate) * size);
  const sides = { lower: 0, higher: 0 };
  for (let experiment = 0; experiment < experiments; experiment++) {
    const events = Array.from({ length: 5 }, () => {
      const own = beta();
      return Array.from({ length: 60 }, random).filter((value) => value < own).length;
    });
    if (betaBinomialTest(seeds(events, 60), rate, { burst: 1, correlation }) > 0.05) continue;
    sides[events.reduce((sum, count) => sum + count) > 300 * rate ? "higher" : "lower"]++;
  }
  // A binomial of 2,000 at 2.5 % reaches 71 once in a thousand.
  assert(sides.lower <= 71 && sides.higher <= 71, JSON.stringify(sides));
  assert(sides.lower + sides.higher >= 20, JSON.stringify(sides));
});

Deno.test("intraclassCorrelation() is the analysis of variance's, 0 where it would be negative or nothing can be told", () => {
  // python3 -c "
  // import numpy as np; y = [np.r_[np.ones(k), np.zeros(20 - k)] for k in (8, 2, 1, 5)]; m = np.mean(y)
  // b = sum(20 * (v.mean() - m) ** 2 for v in y) / 3; w = sum(((v - v.mean()) ** 2).sum() for v in y) / 76; print((b - w) / (b + 19 * w))"
  assertAlmostEquals(intraclassCorrelation(seeds([8, 2, 1, 5], 20)), 0.10565888405223588, 1e-14); // some dozens of float64 operations
  for (const events of [[4, 4, 4], [0, 0, 0], [20, 20, 20], [7]]) {
    assertEquals(intraclassCorrelation(seeds(events, 20)), 0, String(events));
  }
  assert(intraclassCorrelation(seeds([20, 0, 20, 0], 20)) <= 0.99);
});
