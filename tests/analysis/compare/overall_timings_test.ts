import { assertAlmostEquals, assertEquals } from "@std/assert";
import type { ComparedCase } from "../../../src/analysis/compare/compared_case.ts";
import { compareTimings } from "../../../src/analysis/compare/compare_timings.ts";
import { overallTimings } from "../../../src/analysis/compare/overall_timings.ts";

/** Cases of settings that take 1, 10, 100, ... seconds, each seed one percent more than the one before, all times `factor`. */
function cases(settings: number, factor: (setting: number) => number, seeds = 5): ComparedCase[] {
  return Array.from({ length: settings * seeds }, (_, index) => {
    const setting = Math.floor(index / seeds);
    const seconds = 10 ** setting * (1 + 0.01 * (index % seeds)) * factor(setting);
    return { setting: `${setting}`, seed: index % seeds, seconds: { training: seconds, measuring: 3 * seconds } };
  }) as unknown as ComparedCase[];
}

function timed(settings: number, factor: (setting: number) => number) {
  return compareTimings(cases(settings, () => 1), cases(settings, factor), (setting) => ({ setting }));
}

Deno.test("compareTimings() says where so few cases could show nothing, however much they differ", () => {
  // Ten ranks part in one of 252 ways like this, at either end: 8 timings make 0.063 of it, 4 make 0.032.
  assertEquals(new Set(timed(4, () => 0.5).map(({ answer }) => answer)), new Set(["too few to tell"]));
  assertEquals(new Set(timed(2, () => 0.5).map(({ answer }) => answer)), new Set(["faster"]));
  assertEquals(new Set(timed(2, () => 1).map(({ answer }) => answer)), new Set(["no difference seen"]));
});

Deno.test("overallTimings() sees over all settings what none shows, by ratios and not by the slowest setting's seconds", () => {
  const faster = overallTimings(timed(4, () => 0.9));
  assertEquals(faster.map(({ name, settings, cases, answer }) => [name, settings, cases, answer]), [
    ["training", 4, { a: 20, b: 20 }, "faster"],
    ["measuring", 4, { a: 20, b: 20 }, "faster"],
  ]);
  // Medians' quotients and logarithms round a few times.
  for (const { ratio } of faster) assertAlmostEquals(ratio, 0.9, 1e-12);
  // Half of the settings are faster as much as the others are slower.
  const even = overallTimings(timed(4, (setting) => setting % 2 === 0 ? 0.9 : 1 / 0.9));
  assertEquals(even.map(({ answer }) => answer), ["no difference seen", "no difference seen"]);
  assertEquals(overallTimings(timed(1, () => 0.5)), []);
});
