import { assertEquals } from "@std/assert";
import { decide } from "../../src/analysis/decide.ts";
import { estimateMean } from "../../src/analysis/estimate.ts";
import type { Criterion, Estimate } from "../../src/spec/claim.ts";

const below: Criterion = { kind: "below", limit: 0.01 };
const above: Criterion = { kind: "above", limit: 0.5 };

function interval(lower: number, upper: number): Estimate {
  const mean = (lower + upper) / 2;
  return { mean, deviation: 1, lower, upper, level: 0.95, method: "by hand", seeds: 5, observations: 300 };
}

function agreeing(value: number, observations: number): Estimate {
  return estimateMean([0, 1].map((seed) => ({ seed, value, count: observations / 2 })), 0.95);
}

Deno.test("decide() supports where the interval lies wholly on the predicted side", () => {
  assertEquals(decide(below, interval(0.001, 0.009), "share"), { word: "supported", note: "" });
  assertEquals(decide(above, interval(0.51, 0.9), "share"), { word: "supported", note: "" });
});

Deno.test("decide() contradicts where the interval lies wholly on the other side", () => {
  assertEquals(decide(below, interval(0.011, 0.02), "share"), { word: "contradicted", note: "" });
  assertEquals(decide(above, interval(0.1, 0.49), "share"), { word: "contradicted", note: "" });
});

Deno.test("decide() leaves undecided where the interval holds or touches the limit", () => {
  for (const [lower, upper] of [[0, 0.02], [0.01, 0.02], [0, 0.01]] as const) {
    assertEquals(decide(below, interval(lower, upper), "share").word, "undecided");
  }
});

Deno.test("decide() asks for 3 / limit observations before no event at all counts as a rate below the limit", () => {
  assertEquals(decide(below, agreeing(0, 298), "share"), {
    word: "undecided",
    note: "none in 298 observations, but 300 are needed to put the share below 0.01 (rule of three)",
  });
  assertEquals(decide(below, agreeing(0, 300), "share"), { word: "supported", note: "" });
});

Deno.test("decide() asks for 3 / (1 - limit) observations before an event at every step counts as a rate above", () => {
  assertEquals(decide(above, agreeing(1, 4), "share"), {
    word: "undecided",
    note: "all of 4 observations, but 6 are needed to put the share above 0.5 (rule of three)",
  });
  assertEquals(decide(above, agreeing(1, 6), "share"), { word: "supported", note: "" });
});

Deno.test("decide() asks the same before it contradicts", () => {
  assertEquals(decide(above, agreeing(0, 4), "share").word, "undecided");
  assertEquals(decide(above, agreeing(0, 6), "share").word, "contradicted");
  assertEquals(decide(below, agreeing(1, 2), "share").word, "undecided");
  assertEquals(decide(below, agreeing(1, 4), "share").word, "contradicted");
});

Deno.test("decide() guards only shares, and only at 0 and 1", () => {
  assertEquals(decide(below, agreeing(0, 2), "nats").word, "supported");
  assertEquals(decide(below, agreeing(0.005, 2), "share").word, "supported");
});
