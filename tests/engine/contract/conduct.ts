/** How an engine behaves whatever it computes: the same answer twice, refusals, divergence, several programs. */

import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import type { Program } from "../../../src/spec/engine.ts";
import { drawBatch, drawExample, drawVector, narrowNetworks, smallNetworks } from "../../reference/small_networks.ts";
import { gradient } from "../../reference/gradient.ts";
import { type Clause, clauseFor } from "./clause.ts";
import { assertCloseLoss, lossTolerance } from "./closeness.ts";

const network = smallNetworks.find(({ name }) => name === "vgg block")!;
const residual = smallNetworks.find(({ name }) => name === "residual")!;

async function everyAnswer(program: Program, theta: Float32Array<ArrayBuffer>): Promise<unknown> {
  const samples = drawBatch(program.network.network, 8);
  using set = program.hold(samples, 3);
  const running = drawVector(program.network.statisticCount).map(Math.abs);
  const { loss, correct, gradient, statistics } = await program.gradient(theta, samples);
  return {
    ...{ loss, correct, gradient: gradient.slice(), statistics: statistics.slice() },
    product: (await program.hessianVector(theta, drawVector(theta.length), samples)).slice(),
    segment: (await program.segment(theta, theta.map((value) => 0.9 * value), [0, 0.5, 1], set)).slice(),
    batch: await program.evaluate(theta, set, "batch"),
    running: await program.evaluate(theta, set, { running }),
  };
}

/** What the contract says beside the numbers. */
export const conductClauses: readonly Clause[] = [
  ...[network, narrowNetworks[0]!].map((network) =>
    clauseFor(network, 1, `every answer of ${network.name} is bitwise the same again`, async (program, { theta }) => {
      const answer = await everyAnswer(program, theta);
      assertEquals(await everyAnswer(program, theta), answer);
    })
  ),
  {
    name: "every answer of vgg block is bitwise the same by another program",
    async check(engine) {
      const { network: resolved, theta } = drawExample(network, 1);
      using first = await engine.compile(resolved);
      using second = await engine.compile(resolved);
      assertEquals(await everyAnswer(second, theta), await everyAnswer(first, theta));
    },
  },
  {
    name: "programs of several networks stand side by side, and outlive each other",
    async check(engine) {
      const [one, other] = [drawExample(smallNetworks[1]!, 4), drawExample(network, 5)];
      using first = await engine.compile(one.network);
      {
        using second = await engine.compile(other.network);
        const { loss } = await second.gradient(other.theta, other.batch);
        const expected = gradient(other.network, other.theta, other.batch).loss;
        assertCloseLoss(loss, expected, lossTolerance, "second");
      }
      const { loss } = await first.gradient(one.theta, one.batch);
      assertCloseLoss(loss, gradient(one.network, one.theta, one.batch).loss, lossTolerance, "first");
    },
  },
  clauseFor(network, 6, "vectors and batches of a wrong length are TypeErrors", async (program, it) => {
    const { theta, batch } = it;
    const short = theta.slice(1);
    const ragged = { inputs: batch.inputs.slice(1), labels: batch.labels };
    const running = new Float32Array(it.network.statisticCount + 1);
    using set = program.hold(batch, 3);
    const refuses = (call: () => Promise<unknown>) => assertRejects(call, TypeError, "Cannot");
    await refuses(() => program.gradient(short, batch));
    await refuses(() => program.gradient(theta, ragged));
    await refuses(() => program.hessianVector(short, theta, batch));
    await refuses(() => program.hessianVector(theta, short, batch));
    await refuses(() => program.hessianVector(theta, theta, ragged));
    await refuses(() => program.segment(short, theta, [0.5], set));
    await refuses(() => program.segment(theta, short, [0.5], set));
    await refuses(() => program.evaluate(short, set, "batch"));
    await refuses(() => program.evaluate(theta, set, { running }));
    assertThrows(() => program.hold(ragged, 3), TypeError, "Cannot");
    const { loss } = await program.gradient(theta, batch);
    assertCloseLoss(
      loss,
      gradient(it.network, theta, batch).loss,
      lossTolerance,
      "the program works on after a refusal",
    );
  }),
  ...[smallNetworks[0]!, network].map((network) =>
    clauseFor(network, 6, `a theta of NaN gives ${network.name} a loss of NaN and no error`, async (program, it) => {
      using set = program.hold(it.batch, 3);
      const theta = it.theta.slice().fill(NaN);
      assertEquals((await program.gradient(theta, it.batch)).loss, NaN);
      assertEquals((await program.evaluate(theta, set, "batch")).loss, NaN);
      assertEquals([...await program.segment(it.theta, theta, [0.5, 1], set)], [NaN, NaN]);
      // What NaN leaves behind must not reach the next answer.
      const { loss } = await program.gradient(it.theta, it.batch);
      assertCloseLoss(loss, gradient(it.network, it.theta, it.batch).loss, lossTolerance, "after NaN");
    })
  ),
  // Without a pool, as the maximum of TensorFlow.js's wasm leaves NaN out.
  clauseFor(residual, 6, "a NaN anywhere in theta reaches the loss", async (program, it) => {
    for (const { name, offset } of it.network.parameters) {
      const theta = it.theta.slice();
      theta[offset] = NaN;
      const { loss } = await program.gradient(theta, it.batch);
      assertEquals(loss, NaN, name);
    }
  }),
];
