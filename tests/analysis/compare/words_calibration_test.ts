import { assert } from "@std/assert";
import { compareRuns, type RunComparison } from "../../../src/analysis/compare/compare_runs.ts";
import { hasChanged, tallyComparison } from "../../../src/analysis/compare/tally.ts";
import { normals, randomStream } from "../../../src/math/random.ts";
import { madeQuantity, madeRun, madeVerdict } from "./made_run.ts";

const comparisons = 300;
const claims = 24;
const others = 60;

/** How a seed's value comes from a normal number: plain, skewed, of heavy tails, the difference of two shares of 30 steps. */
const kinds: readonly ((normal: number) => number)[] = [
  (normal) => normal,
  (normal) => Math.exp(normal) - 1,
  (normal) => normal ** 3,
  (normal) => Math.round(30 / (1 + Math.exp(-normal))) / 30 - 15 / 30,
];

/**
 * Two runs of claims that lie about as far from their limits as their intervals are wide, each run drawn anew: what a seed gives to both makes
 * the correlation between them. `shift` is added to the second's claims, in standard deviations.
 */
function redraw(random: () => number, { seeds, correlation, shift = 0 }: {
  readonly seeds: number;
  readonly correlation: number;
  readonly shift?: number;
}): RunComparison {
  const draw = (own: number) => Math.sqrt(correlation) * own + Math.sqrt(1 - correlation) * random();
  const ownOf = () => Array.from({ length: seeds }, random);
  const offset = Array.from({ length: claims }, random);
  const [claimsOwn, othersOwn] = [claims, others].map((count) => Array.from({ length: count }, ownOf));
  const [a, b] = [0, shift].map((shift, run) =>
    madeRun({
      seeds,
      theta: `${run}`,
      rows: `${run}`,
      verdicts: claimsOwn!.map((own, index) =>
        madeVerdict(`W${index}`, own.map((one) => kinds[index % kinds.length]!(draw(one)) + shift), {
          limit: offset[index]!,
        })
      ),
      quantities: othersOwn!.map((own, index) =>
        madeQuantity(`column ${index}`, own.map((one) => [kinds[index % 3]!(draw(one))]))
      ),
    })
  );
  return compareRuns(a!, b!);
}

for (const seeds of [3, 5]) {
  for (const correlation of [0.9, 0.5, 0]) {
    Deno.test(
      `hasChanged() finds a change in at most 5 % of comparisons by noise alone, however many words flip: ${seeds} seeds, correlation ${correlation}`,
      () => {
        const random = normals(randomStream(seeds, `words at ${correlation}`));
        const drawn = Array.from({ length: comparisons }, () => redraw(random, { seeds, correlation }));
        const failing = drawn.filter((one) => hasChanged(one, { exact: false })).length;
        assert(failing <= 0.05 * comparisons, `${failing} of ${comparisons} fail`);
        const flipping = drawn.filter((one) => tallyComparison(one).flips > 0).length;
        assert(
          flipping >= 0.5 * comparisons,
          `only ${flipping} of ${comparisons} have words that flip: nothing is tried`,
        );
      },
    );
  }
}

Deno.test("compareRuns() counts words whose value moved far beyond noise", () => {
  const random = normals(randomStream(0, "words that change"));
  const drawn = Array.from({ length: 20 }, () => redraw(random, { seeds: 5, correlation: 0.99, shift: 10 }));
  for (const one of drawn) assert(tallyComparison(one).words > claims / 4, `${tallyComparison(one).words} words`);
});

/** The sum as float32 adds it up in an order. */
function sumInOrder(numbers: readonly number[], order: readonly number[]): number {
  return order.reduce((sum, index) => Math.fround(sum + numbers[index]!), 0);
}

/**
 * Two runs that measure the same losses and add up the samples in another order. Half of the segments are flat but for what rounding
 * makes of them, so that counts flip.
 */
function reorder(random: () => number, theta: string, seeds = 5): RunComparison {
  const samples = 200;
  const forwards = Array.from({ length: samples }, (_, index) => index);
  const order = forwards.map((index) => [random(), index] as const).sort(([x], [y]) => x - y).map(([, index]) => index);
  /** Of each seed, step and point the losses of the samples. */
  const losses = Array.from({ length: seeds }, () =>
    Array.from({ length: 10 }, (_, step) => {
      const own = Array.from({ length: samples }, () => Math.abs(random()) * 10 ** (step % 3 - 2));
      return Array.from({ length: 3 }, () =>
        own.map((loss) => Math.fround(loss * (step % 2 ? 1 + 0.01 * random() : 1 + 1e-7 * random()))));
    }));
  const [a, b] = [forwards, order].map((order, run) => {
    const evaluated = losses.map((steps) =>
      steps.map((points) => points.map((one) => sumInOrder(one, order) / samples))
    );
    const each = (of: (points: readonly number[]) => number) =>
      evaluated.map((steps) => steps.map((points) => of(points)));
    const interior = each(([from, middle, to]) => Number(middle! < Math.min(from!, to!)));
    const height = each(([from, middle, to]) => (from! + to!) / 2 - Math.min(from!, middle!, to!));
    const nats = { unit: "nats", leastScale: 1 };
    const means = (steps: readonly (readonly number[])[]) =>
      steps.map((own) => own.reduce((sum, one) => sum + one, 0) / own.length);
    return madeRun({
      seeds,
      theta: theta === "same" ? theta : `${run}`,
      rows: `${run}`,
      verdicts: [
        madeVerdict("W1", means(interior), { unit: "share", count: 10, limit: means(interior)[0]! }),
        madeVerdict("W7", means(height), { unit: "nats", limit: means(height)[0]! }),
        // A difference of two losses about as large as each other.
        madeVerdict("W10", means(each(([from, , to]) => 1e3 * (to! - from!)))),
      ],
      quantities: [
        madeQuantity("loss_from", each(([from]) => from!), nats),
        madeQuantity("loss_to", each(([, , to]) => to!), nats),
        madeQuantity("height", height, nats),
        madeQuantity("barrier_excess", each(([from, middle, to]) => middle! - Math.max(from!, to!)), nats),
        madeQuantity("interior", interior, { unit: "share", leastScale: 1, counts: true }),
      ],
    });
  });
  return compareRuns(a!, b!);
}

for (const theta of ["same", "other"]) {
  Deno.test(`hasChanged() finds no change where float32 sums were added up in another order alone: ${theta} theta`, () => {
    const random = normals(randomStream(0, `order, ${theta} theta`));
    const drawn = Array.from({ length: 200 }, () => reorder(random, theta));
    const failing = drawn.filter((one) => hasChanged(one, { exact: false }));
    assert(
      failing.length === 0,
      `${failing.length} of 200 fail, as ${
        JSON.stringify(failing[0]?.quantities.filter(({ answer }) => answer === "beyond noise"))
      }`,
    );
    const flags = drawn.filter(({ quantities }) =>
      quantities.some(({ name, answer }) =>
        name === "interior" && answer !== "identical"
      )
    ).length;
    assert(flags >= 100, `counts flip in ${flags} of 200 only: nothing is tried`);
    assert(drawn.every((one) => tallyComparison(one).answers["same to rounding"] > 0));
  });
}
