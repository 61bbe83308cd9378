import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { cut } from "../../reference/evaluate.ts";
import { segment } from "../../reference/segment.ts";
import { drawVector, narrowNetworks, smallNetworks } from "../../reference/small_networks.ts";
import { type Clause, clauseFor } from "./clause.ts";
import { assertCloseLoss, lossTolerance } from "./closeness.ts";

const points = [0, 0.3, 0.5, 1];

/** What the contract says of `segment()`. */
export const segmentClauses: readonly Clause[] = [
  ...[...smallNetworks, ...narrowNetworks].map((network) =>
    clauseFor(network, 8, `segment() of ${network.name} agrees with the reference`, async (program, it) => {
      using set = program.hold(it.batch, 3);
      const to = step(it.theta, 0);
      const losses = await program.segment(it.theta, to, points, set);
      const expected = segment(it.network, it.theta, to, points, cut(it.batch, 3));
      assertEquals(losses.length, points.length);
      expected.forEach((loss, i) => assertCloseLoss(losses[i]!, loss, lossTolerance, `alpha ${points[i]}`));
    })
  ),
  ...[...smallNetworks, ...narrowNetworks].map((network) =>
    clauseFor(network, 8, `segment() of ${network.name} ends in evaluate()`, async (program, it) => {
      using set = program.hold(it.batch, 3);
      const to = step(it.theta, 0);
      const [first, last] = await program.segment(it.theta, to, [0, 1], set);
      // Other roundings of the same sums: interpolated weights, or a product interpolated in their place.
      assertCloseLoss(first!, (await program.evaluate(it.theta, set, "batch")).loss, lossTolerance, "alpha 0");
      assertCloseLoss(last!, (await program.evaluate(to, set, "batch")).loss, lossTolerance, "alpha 1");
    })
  ),
  ...[smallNetworks[2]!, smallNetworks[4]!].map((network) =>
    clauseFor(network, 8, `segment() of ${network.name} stays right along a path of 20 steps`, async (program, it) => {
      using set = program.hold(it.batch, 3);
      const batches = cut(it.batch, 3);
      const from = it.theta;
      for (let t = 0; t < 20; t++) {
        const to = step(from, t);
        const losses = await program.segment(from, to, [0.5], set);
        const expected = segment(it.network, from, to, [0.5], batches);
        // What an engine carries from step to step must not drift: the tolerance of one step.
        assertCloseLoss(losses[0]!, expected[0]!, lossTolerance, `step ${t}`);
        from.set(to);
      }
    })
  ),
  ...smallNetworks.map((network) =>
    clauseFor(
      network,
      8,
      `segmentSums() of ${network.name} gives each batch asked for its own sum`,
      async (program, it) => {
        using set = program.hold(it.batch, 3);
        const to = step(it.theta, 0);
        const batches = cut(it.batch, 3);
        // The last batch has two samples.
        const places = [2, 0];
        const sums = await program.segmentSums(it.theta, to, points, set, places);
        const expected = places.flatMap((place) => {
          const { labels } = batches[place]!;
          return segment(it.network, it.theta, to, points, [batches[place]!]).map((loss) => loss * labels.length);
        });
        assertEquals(sums.length, expected.length);
        expected.forEach((sum, i) => assertCloseLoss(sums[i]!, sum, 3 * lossTolerance, `number ${i}`));
      },
    )
  ),
  clauseFor(smallNetworks[2]!, 8, "segmentSums() of all batches make segment()", async (program, it) => {
    using set = program.hold(it.batch, 3);
    const to = step(it.theta, 0);
    const sums = await program.segmentSums(it.theta, to, points, set, [0, 1, 2]);
    const losses = await program.segment(it.theta, to, points, set);
    // The same losses of 8 samples, added in another order: some 2^-53 of their sum.
    losses.forEach((loss, i) =>
      assertAlmostEquals((sums[i]! + sums[points.length + i]! + sums[2 * points.length + i]!) / 8, loss, 1e-14)
    );
    assertEquals((await program.segmentSums(it.theta, to, points, set, [])).length, 0);
    for (const place of [-1, 3, 0.5]) {
      await assertRejects(() => program.segmentSums(it.theta, to, points, set, [place]), TypeError);
    }
  }),
  clauseFor(smallNetworks[4]!, 8, "segment() sees what its arrays hold now", async (program, it) => {
    using set = program.hold(it.batch, 3);
    const from = it.theta;
    const to = step(from, 0);
    await program.segment(from, to, [0.5], set);
    from.set(step(from, 1));
    to.set(step(from, 2));
    const [loss] = await program.segment(from, to, [0.5], set);
    const [expected] = segment(it.network, from, to, [0.5], cut(it.batch, 3));
    assertCloseLoss(loss!, expected!, lossTolerance, "after both ends moved");
  }),
  clauseFor(smallNetworks[4]!, 8, "segment() changes between sets", async (program, it) => {
    using three = program.hold(it.batch, 3);
    using eight = program.hold(it.batch, 8);
    const to = step(it.theta, 0);
    for (const set of [three, eight, three]) {
      const [loss] = await program.segment(it.theta, to, [0.5], set);
      const [expected] = segment(it.network, it.theta, to, [0.5], cut(it.batch, set.batchSize));
      assertCloseLoss(loss!, expected!, lossTolerance, `batches of ${set.batchSize}`);
    }
  }),
  clauseFor(smallNetworks[2]!, 8, "segment() takes no alpha, repeated ones and ones outside", async (program, it) => {
    using set = program.hold(it.batch, 3);
    const to = step(it.theta, 0);
    assertEquals((await program.segment(it.theta, to, [], set)).length, 0);
    const alphas = [1.5, -0.5, 0.3, 0.3];
    const losses = await program.segment(it.theta, to, alphas, set);
    const expected = segment(it.network, it.theta, to, alphas, cut(it.batch, 3));
    expected.forEach((loss, i) => assertCloseLoss(losses[i]!, loss, lossTolerance, `alpha ${alphas[i]}`));
  }),
];

/** theta moved by a step as large as one of SGD. */
function step(theta: Float32Array, seed: number): Float32Array<ArrayBuffer> {
  const direction = drawVector(theta.length, 100 + seed);
  return Float32Array.from(theta, (value, i) => value + 0.02 * direction[i]!);
}
