/** Floor, height and barrier of a segment against the naive reference and their invariances. */

import { assertAlmostEquals, assertEquals } from "@std/assert";
import { barrierExcess } from "../../src/measure/barrier.ts";
import { floorOf } from "../../src/measure/floor.ts";
import { asymmetryOf, depthOf, heightOf } from "../../src/measure/height.ts";
import { randomStream } from "../../src/math/random.ts";
import * as reference from "../reference/measures.ts";

const random = randomStream(0, "segments");
const segments = Array.from({ length: 200 }, () => Array.from({ length: 11 }, () => random()));

Deno.test("floorOf(), heightOf() and barrierExcess() equal the reference", () => {
  for (const losses of segments) {
    assertEquals(floorOf(losses).loss, reference.floor(losses));
    assertEquals(heightOf(losses), reference.height(losses));
    assertEquals(barrierExcess(losses), reference.barrierExcess(losses));
  }
});

Deno.test("heightOf() and barrierExcess() do not depend on the direction of the walk", () => {
  for (const losses of segments) {
    assertAlmostEquals(heightOf(losses.toReversed()), heightOf(losses), 1e-15);
    assertEquals(barrierExcess(losses.toReversed()), barrierExcess(losses));
  }
});

Deno.test("heightOf() and barrierExcess() scale with the loss and ignore its level", () => {
  for (const losses of segments) {
    const moved = losses.map((loss) => 4 * loss + 3);
    // Sums of numbers below 8 in float64: errors below 8 * 2^-52.
    assertAlmostEquals(heightOf(moved), 4 * heightOf(losses), 1e-14);
    assertAlmostEquals(barrierExcess(moved), 4 * barrierExcess(losses), 1e-14);
  }
});

Deno.test("heightOf() is the sum of depthOf() and asymmetryOf(), of which the depth is 0 without a minimum inside", () => {
  for (const losses of segments) {
    assertAlmostEquals(depthOf(losses) + asymmetryOf(losses), heightOf(losses), 1e-15); // sums below 2 in float64
    assertEquals(depthOf(losses) > 0, floorOf(losses).interior === 1);
    assertEquals(depthOf(losses.toSorted()), 0);
    assertEquals(depthOf(losses.toReversed()), depthOf(losses));
    assertEquals(asymmetryOf(losses.toReversed()), asymmetryOf(losses));
    const moved = losses.map((loss) => 4 * loss + 3);
    assertAlmostEquals(depthOf(moved), 4 * depthOf(losses), 1e-14); // as above
    assertAlmostEquals(asymmetryOf(moved), 4 * asymmetryOf(losses), 1e-14);
  }
});

Deno.test("floorOf() sees a minimum inside only where it lies deeper than a millionth of the loss, at whatever scale", () => {
  for (const scale of [1e-3, 1, 7]) {
    const interior = (depth: number) => floorOf([1, 1 - depth, 1].map((loss) => scale * loss)).interior;
    assertEquals([0, 5e-7, 2e-6, 0.5].map(interior), [0, 0, 1, 1]);
  }
  // Of the greater end: what it resolves there is the coarser.
  assertEquals(floorOf([2, 1 - 1.5e-6, 1]).interior, 0);
  assertEquals(floorOf([1, 1 - 1.5e-6, 1]).interior, 1);
});

Deno.test("floorOf() is interior only strictly below both ends", () => {
  assertEquals(floorOf([1, 1, 2]).interior, 0);
  assertEquals(floorOf([2, 1, 1]).interior, 0);
  assertEquals(floorOf([1, 0, 1]), { loss: 0, alpha: 0.5, interior: 1 });
});

Deno.test("a NaN on the segment makes floor, interior, height, depth and barrier NaN", () => {
  const losses = [1, NaN, 1];
  assertEquals(floorOf(losses), { loss: NaN, alpha: NaN, interior: NaN });
  assertEquals([heightOf(losses), depthOf(losses)], [NaN, NaN]);
  assertEquals(barrierExcess(losses), NaN);
});
