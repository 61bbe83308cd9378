import { assert, assertEquals } from "@std/assert";
import { answerQuantity, type QuantityComparison } from "../../../src/analysis/compare/answer.ts";
import { correctAnswers } from "../../../src/analysis/compare/correct_answers.ts";
import { findSensitivity, power } from "../../../src/analysis/compare/sensitivity.ts";
import { normals, randomStream } from "../../../src/math/random.ts";
import { deviation, mean } from "../../../src/math/statistics.ts";
import { madeQuantity } from "./made_run.ts";

/** A comparison whose first quantity moved by `shift` deviations of its paired differences, among others that moved by noise. */
function compare(random: () => number, { seeds, quantities, shift }: {
  readonly seeds: number;
  readonly quantities: number;
  readonly shift: number;
}): QuantityComparison[] {
  return correctAnswers(Array.from({ length: quantities }, (_, index) => {
    const zero = Array.from({ length: seeds }, () => [0]);
    const moved = zero.map(() => [random() + (index === 0 ? shift : 0)]);
    return answerQuantity(madeQuantity("", zero), madeQuantity("", moved), {
      group: {},
      obstacles: [],
      sameWalks: false,
      ofRounded: false,
    });
  }));
}

for (const [seeds, quantities] of [[3, 4], [5, 12], [8, 40]] as const) {
  Deno.test(`findSensitivity() says what ${seeds} seeds see of one in ${quantities} quantities`, () => {
    const random = normals(randomStream(seeds, "sensitivity"));
    const [one] = findSensitivity(compare(random, { seeds, quantities, shift: 0 }));
    const { of, blindBelow, foundFrom, ...rest } = one!;
    assertEquals([of, rest], ["others", { tests: quantities, seeds, pValue: (1 - 0.95) / quantities }]);
    const drawn = Array.from({ length: 1000 }, () => compare(random, { seeds, quantities, shift: foundFrom }));
    for (const [{ pairs, answer }, ...others] of drawn as [QuantityComparison, ...QuantityComparison[]][]) {
      // Where noise alone put another beyond noise Holm's later steps see more.
      if (others.some(({ answer }) => answer === "beyond noise")) continue;
      const differences = pairs.map(({ a, b }) => b - a);
      const size = Math.abs(mean(differences)) / deviation(differences);
      assertEquals(answer, size > blindBelow ? "beyond noise" : "within noise");
    }
    const found = drawn.filter(([one]) => one!.answer === "beyond noise").length / 1000;
    // Three standard errors of a share of 1000.
    assert(Math.abs(found - power) < 3 * Math.sqrt(power * (1 - power) / 1000), `${found}`);
  });
}

Deno.test("findSensitivity() has an entry a family and number of seeds, and none where nothing was tested", () => {
  const tested = (part: "claim" | "walk", seeds: number) =>
    ({ part, pValue: 0.5, pairs: Array.from({ length: seeds }) }) as unknown as QuantityComparison;
  const all = [tested("walk", 5), tested("walk", 3), tested("claim", 5), tested("walk", 5)];
  const found = findSensitivity(all);
  assertEquals(found.map(({ of, tests, seeds, pValue }) => [of, tests, seeds, pValue]), [
    ["claims", 1, 5, (1 - 0.95) / 2],
    ["others", 3, 3, (1 - 0.95) / 2 / 3],
    ["others", 3, 5, (1 - 0.95) / 2 / 3],
  ]);
  // Five seeds show less of one in three than of one alone, and three less still.
  const [alone, three, five] = found.map(({ blindBelow }) => blindBelow);
  assert(alone! < five! && five! < three!);
  assertEquals(findSensitivity([{ part: "walk", pairs: [] } as unknown as QuantityComparison]), []);
});
