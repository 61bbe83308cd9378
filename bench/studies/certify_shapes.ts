/**
 * How often --certify misses a barrier by a hair, the hardest to see, where the bends of the evaluation batches have one shape or another:
 * by Student's test alone, and as it decides, where the test by betting must agree. One inner point.
 *
 *     deno run -P=suite bench/studies/certify_shapes.ts
 */

import { studentOnNegativeSum } from "../../src/math/negative_sum.ts";
import { normals, randomStream } from "../../src/math/random.ts";
import { certifiedLevel, certifyNoBarrier } from "../../src/measure/certify_no_barrier.ts";
import { SegmentSums } from "../../src/measure/segment_sums.ts";
import type { Program } from "../../src/spec/engine.ts";

const draws = 40_000;
const hair = 1e-9;
const random = randomStream(0, "shapes");
const normal = normals(random);
const exponential = () => -Math.log(1 - random());
const gamma = () => exponential() + exponential() + exponential() + exponential();
const student = () => normal() / Math.sqrt((exponential() + exponential()) / 2);

const shapes: Readonly<Record<string, () => number>> = {
  "normal, mean 1, standard deviation 0.3": () => 1 + 0.3 * normal(),
  "normal, mean 1, standard deviation 3": () => 1 + 3 * normal(),
  "uniform from 0": random,
  "Student's t, 4 degrees of freedom": student,
  "gamma of shape 4, skewness 1": gamma,
  "exponential, skewness 2": exponential,
  "exponential downwards, skewness -2": () => -exponential(),
};

/** A segment of one inner point with these bends, whose chord leaves them so much room. */
async function segmentOf(bends: readonly number[], room: number): Promise<SegmentSums> {
  // A chord from the room to minus the room is 0 in its middle.
  const segmentSums: Program["segmentSums"] = (_from, _to, alphas, _set, places) =>
    Promise.resolve(
      Float64Array.from(places.flatMap((place) => alphas.map((alpha) => [room, bends[place]!, -room][2 * alpha]!))),
    );
  const theta = new Float32Array(0);
  const set = { size: bends.length, batchSize: 1, [Symbol.dispose]() {} };
  const sums = new SegmentSums({
    program: { segmentSums } as Program,
    step: { from: theta, to: theta },
    set,
    points: 2,
  });
  await sums.complete([0, 2]);
  return sums;
}

function missedByStudent(bends: readonly number[], room: number): boolean {
  const test = studentOnNegativeSum({ count: bends.length, level: certifiedLevel });
  for (const bend of bends) test.observe(bend - room, Infinity);
  return test.decided;
}

const rows: Record<string, string | number>[] = [];
for (const [shape, draw] of Object.entries(shapes)) {
  for (const batches of [9, 20, 90]) {
    const order = Array.from({ length: batches }, (_, batch) => batch);
    let [alone, both] = [0, 0];
    for (let repetition = 0; repetition < draws; repetition++) {
      // Moved where their mean is negative, as a chord leaves no negative room.
      const drawn = order.map(draw);
      const mean = drawn.reduce((sum, bend) => sum + bend, 0) / batches;
      const bends = drawn.map((bend) => bend - Math.min(0, mean) + hair);
      const room = Math.max(0, mean);
      alone += Number(missedByStudent(bends, room));
      both += Number(await certifyNoBarrier(await segmentOf(bends, room), order));
    }
    rows.push({ "bends of the batches": shape, batches, "Student's": alone / draws, both: both / draws });
  }
}
console.table(rows);
