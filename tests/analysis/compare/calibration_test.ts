import { assert, assertEquals } from "@std/assert";
import { answerQuantity, type QuantityComparison } from "../../../src/analysis/compare/answer.ts";
import { correctAnswers } from "../../../src/analysis/compare/correct_answers.ts";
import { type Quantity, roundingShare } from "../../../src/analysis/compare/quantity.ts";
import { normals, randomStream } from "../../../src/math/random.ts";

const comparisons = 500;

/** What a seed's value is made of: itself, the same in both runs, and what each run's rounding makes of it. */
interface Drawn {
  readonly part: Quantity["part"];
  readonly resolution?: number;
  readonly draw: (own: number, noise: number) => number;
}

/** Claims and quantities of many kinds: plain, skewed, of heavy tails, almost without noise, shares of 30 steps, accuracies of 500 samples. */
const kinds: readonly Drawn[] = [
  ...Array.from({ length: 4 }, (): Drawn => ({
    part: "claim",
    resolution: 1 / 30,
    draw: (own, noise) => Math.round(30 / (1 + Math.exp(-own - 0.3 * noise))) / 30,
  })),
  ...Array.from({ length: 8 }, (): Drawn => ({ part: "claim", draw: (own, noise) => own + 0.1 * noise })),
  ...Array.from({ length: 20 }, (): Drawn => ({ part: "walk", draw: (own, noise) => Math.exp(own + 0.2 * noise) })),
  ...Array.from({ length: 20 }, (): Drawn => ({ part: "walk", draw: (own, noise) => own + 1e-4 * noise ** 3 })),
  ...Array.from({ length: 20 }, (): Drawn => ({
    part: "walk",
    resolution: 1 / 500,
    draw: (own, noise) => Math.round(500 * (0.9 + 0.01 * own + 0.001 * noise)) / 500,
  })),
  ...Array.from({ length: 8 }, (): Drawn => ({ part: "measurement", draw: (_own, noise) => 0.01 * Math.exp(noise) })),
];

/** Compares runs that differ by noise, and by what `shift` adds to the second's values. */
function compareNoise(seeds: number, name: string, shift: (index: number) => number): QuantityComparison[][] {
  const normal = normals(randomStream(seeds, name));
  return Array.from({ length: comparisons }, () =>
    correctAnswers(kinds.map(({ part, draw, resolution = 0 }, index) => {
      const own = Array.from({ length: seeds }, normal);
      const quantity = (added: number): Quantity => ({
        part,
        name: `${index}`,
        what: "",
        unit: "",
        leastScale: 0,
        group: {},
        setting: "",
        values: own.map((value, seed) => {
          const drawn = draw(value, normal()) + added;
          return {
            seed,
            value: drawn,
            bits: `${drawn}`,
            resolution,
            rounding: roundingShare * Math.abs(drawn),
            sketch: drawn,
          };
        }),
      });
      return answerQuantity(quantity(0), quantity(shift(index)), {
        group: {},
        obstacles: [],
        sameWalks: false,
        ofRounded: false,
      });
    })));
}

/** In how many comparisons something is beyond noise. */
function wrong(all: readonly (readonly QuantityComparison[])[]): number {
  return all.filter((one) => one.some(({ answer }) => answer === "beyond noise")).length;
}

for (const seeds of [2, 3, 5, 8]) {
  Deno.test(`correctAnswers() puts noise alone beyond noise in at most 5 % of 500 comparisons of ${seeds} seeds`, () => {
    const count = wrong(compareNoise(seeds, "no difference", () => 0));
    assert(count <= 0.05 * comparisons, `${count} of ${comparisons}`);
  });
}

Deno.test("correctAnswers() finds a shift of one claim by ten deviations of its noise with five seeds, and little else", () => {
  const planted = 4; // a claim of plain noise, 0.1 a run
  const all = compareNoise(5, "a shift", (index) => index === planted ? 10 * 0.1 * Math.SQRT2 : 0);
  const found = all.filter((one) => one[planted]!.answer === "beyond noise").length;
  assert(found >= 0.9 * comparisons, `${found} of ${comparisons}`);
  const others = wrong(all.map((one) => one.toSpliced(planted, 1)));
  assert(others <= 0.05 * comparisons, `${others} of ${comparisons}`);
});

Deno.test("answerQuantity() takes seeds that moved by one count each for noise, whatever they agree", () => {
  const quantity = (moved: number, resolution: number): Quantity => ({
    part: "walk",
    name: "validation_accuracy",
    what: "",
    unit: "share",
    leastScale: 1,
    group: {},
    setting: "",
    values: [0.9, 0.92].map((value, seed) => ({
      seed,
      value: value + moved,
      bits: `${moved}`,
      resolution,
      rounding: roundingShare * value,
      sketch: value + moved,
    })),
  });
  const options = { group: {}, obstacles: [], sameWalks: false, ofRounded: false };
  const [counted, exact] = [1 / 512, 0].map((resolution) =>
    correctAnswers([answerQuantity(quantity(0, resolution), quantity(1 / 512, resolution), options)])[0]!.answer
  );
  assertEquals([counted, exact], ["within noise", "beyond noise"]);
});
