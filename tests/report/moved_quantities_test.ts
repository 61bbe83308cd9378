import { assertEquals } from "@std/assert";
import type { QuantityComparison } from "../../src/analysis/compare/answer.ts";
import { bySureness } from "../../src/report/moved_quantities.ts";

Deno.test("bySureness() puts claims first, then the least p-value, and what needed no test before all others", () => {
  const all = [
    { name: "height", part: "walk", adjustedPValue: 0.001 },
    { name: "W7", part: "claim", adjustedPValue: 0.03 },
    { name: "distance", part: "walk", adjustedPValue: 0.0001 },
    { name: "floor", part: "walk" },
    { name: "W6", part: "claim", adjustedPValue: 0.02 },
  ] as unknown as QuantityComparison[];
  assertEquals(bySureness(all).map(({ name }) => name), ["W6", "W7", "floor", "distance", "height"]);
});
