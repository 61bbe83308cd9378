import { assertEquals } from "@std/assert";
import { meansOverSeeds } from "../../reports/sections/means.ts";

Deno.test("meansOverSeeds() has the means of other columns beside, null where none has a value", () => {
  const rows = [
    { arm: "a", seed: 0, distance: 1, noise: 2, count: 1 },
    { arm: "a", seed: 1, distance: 3, noise: null, count: 1 },
    { arm: "b", seed: 0, distance: 5, noise: null, count: 1 },
  ];
  const means = meansOverSeeds(rows, { keys: ["arm"], value: "distance", count: "count", beside: ["noise"] });
  assertEquals(means.map(({ arm, mean, noise }) => [arm, mean, noise]), [["a", 2, 2], ["b", 5, null]]);
});
