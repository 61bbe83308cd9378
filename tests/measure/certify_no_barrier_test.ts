import { assert, assertEquals } from "@std/assert";
import { normals, randomStream, shuffle } from "../../src/math/random.ts";
import { certifyNoBarrier } from "../../src/measure/certify_no_barrier.ts";
import { SegmentSums } from "../../src/measure/segment_sums.ts";
import type { Program } from "../../src/spec/engine.ts";
import { quadraticProgram } from "../reference/quadratic.ts";

/** The mean loss of a batch at alpha. */
type BatchLoss = (batch: number, alpha: number) => number;

/** The segment whose batches have these losses, at ten points, its ends evaluated. */
async function segmentOf(
  loss: BatchLoss,
  { size, batchSize }: { size: number; batchSize: number },
): Promise<SegmentSums> {
  const program: Program = {
    ...quadraticProgram([1]),
    segmentSums: (_from, _to, alphas, _set, batches) =>
      Promise.resolve(
        Float64Array.from(batches.flatMap((batch) =>
          alphas.map((alpha) => Math.min(batchSize, size - batch * batchSize) * loss(batch, alpha))
        )),
      ),
  };
  const theta = new Float32Array(1);
  const set = { size, batchSize, [Symbol.dispose]: () => {} };
  const sums = new SegmentSums({ program, step: { from: theta, to: theta }, set, points: 10 });
  await sums.complete([0, 10]);
  return sums;
}

function orderOf(count: number, random = randomStream(0, "order")): number[] {
  return shuffle(Array.from({ length: count }, (_, index) => index), random);
}

/** A parabola over the chord, 1 at its middle. */
const arch = (alpha: number) => 4 * alpha * (1 - alpha);

Deno.test("certifyNoBarrier() saves nothing of five batches, and some of ten that bend alike", async () => {
  const loss: BatchLoss = (_, alpha) => 2 - arch(alpha);
  const five = await segmentOf(loss, { size: 500, batchSize: 100 });
  assertEquals(await certifyNoBarrier(five, orderOf(5)), true);
  assertEquals(five.evaluations, 11 * 500);
  const ten = await segmentOf(loss, { size: 500, batchSize: 50 });
  assertEquals(await certifyNoBarrier(ten, orderOf(10)), true);
  // Student's test decides after 5; then the 4 left, at most 1 upwards each, cannot make up for 6 that bend downwards by 1.
  assertEquals(ten.evaluations, 2 * 500 + 9 * 300);
});

Deno.test("certifyNoBarrier() needs few of many batches, whose losses differ far more than the segment bends", async () => {
  const normal = normals(randomStream(0, "batches"));
  const levels = Array.from({ length: 90 }, () => 10 * Math.abs(normal()));
  const slopes = levels.map(() => normal());
  const sums = await segmentOf(
    (batch, alpha) => levels[batch]! + slopes[batch]! * alpha - (0.1 + 0.02 * slopes[batch]!) * arch(alpha),
    { size: 900, batchSize: 10 },
  );
  assertEquals(await certifyNoBarrier(sums, orderOf(90)), true);
  // The ends are a fifth of eleven points' evaluations; where all bend alike the test takes 14 of 90 batches.
  assert(sums.evaluations < 2 * 900 + 9 * 900 * 0.3, String(sums.evaluations));
});

Deno.test("certifyNoBarrier() evaluates a point no more once it is decided", async () => {
  // Falls by 1 under an arch that differs from batch to batch and nearly makes a barrier at the start: only there points are open for long.
  const random = randomStream(0, "arches");
  const heights = Array.from({ length: 90 }, () => 0.25 + 0.2 * (random() - 0.5));
  const asked: number[] = [];
  const sums = await segmentOf((batch, alpha) => {
    asked.push(alpha);
    return 2 - alpha + heights[batch]! * arch(alpha);
  }, { size: 900, batchSize: 10 });
  assertEquals(await certifyNoBarrier(sums, orderOf(90)), true);
  const times = (alpha: number) => asked.filter((one) => one === alpha).length;
  assert(times(0.9) < 10, String(times(0.9)));
  assert(times(0.1) > 2 * times(0.9) && times(0.1) < 90, String(times(0.1)));
});

Deno.test("certifyNoBarrier() finds no certificate where the segment rises above both ends, or is level", async () => {
  for (const height of [1, 1e-9, 0]) {
    const sums = await segmentOf((_, alpha) => 2 + height * arch(alpha), { size: 40, batchSize: 10 });
    assertEquals(await certifyNoBarrier(sums, [0, 1, 2, 3]), height === 0, `height ${height}`);
    assertEquals(sums.evaluations, 11 * 40, "all of it is evaluated");
  }
});

Deno.test("certifyNoBarrier() misses no low barrier in 1,000 orders where its assumption holds", async () => {
  const random = randomStream(0, "low barriers");
  // 24 batches arch upwards by 0.5 and 16 downwards by 0.7: upwards by 0.02 on the whole.
  const loss: BatchLoss = (batch, alpha) => 2 + (batch < 24 ? 0.5 : -0.7) * arch(alpha);
  for (let order = 0; order < 1000; order++) {
    const sums = await segmentOf(loss, { size: 400, batchSize: 10 });
    // At 1e-4 an order at the most, one in a thousand would be luck.
    assertEquals(await certifyNoBarrier(sums, orderOf(40, random)), false);
  }
});

Deno.test("certifyNoBarrier() gives up where a batch is found to break its assumption", async () => {
  // The third batch drawn suggests that none bends by more than 0.1; the fifth does.
  const sums = await segmentOf((batch, alpha) => 2 + (batch === 4 ? 5 : -0.1) * arch(alpha), {
    size: 900,
    batchSize: 10,
  });
  assertEquals(await certifyNoBarrier(sums, Array.from({ length: 90 }, (_, batch) => batch)), true);
  assertEquals(sums.evaluations, 11 * 900, "all of it is evaluated, and has no barrier");
});

Deno.test("certifyNoBarrier() counts a smaller last batch by its samples", async () => {
  // Four batches of 10 and one of 2, which rises by 10: upwards by -0.4 * 40 + 10 * 2 = 4 on the whole.
  const rising: BatchLoss = (batch, alpha) => 20 + (batch === 4 ? 10 : -0.4) * arch(alpha);
  assertEquals(await certifyNoBarrier(await segmentOf(rising, { size: 42, batchSize: 10 }), [4, 0, 1, 2, 3]), false);
  const falling: BatchLoss = (batch, alpha) => 20 + (batch === 4 ? 7 : -0.4) * arch(alpha);
  assertEquals(await certifyNoBarrier(await segmentOf(falling, { size: 42, batchSize: 10 }), [4, 0, 1, 2, 3]), true);
});

Deno.test("certifyNoBarrier() gives no certificate where a loss is not finite", async () => {
  for (const bad of [NaN, Infinity]) {
    const sums = await segmentOf((batch, alpha) => batch === 2 && alpha === 0.5 ? bad : 2 - arch(alpha), {
      size: 40,
      batchSize: 10,
    });
    assertEquals(await certifyNoBarrier(sums, [2, 1, 0, 3]), false, String(bad));
  }
});
