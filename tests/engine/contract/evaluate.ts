import { assertAlmostEquals, assertEquals } from "@std/assert";
import { cut, evaluate } from "../../reference/evaluate.ts";
import { gradient } from "../../reference/gradient.ts";
import { drawBatch, narrowNetworks, smallNetworks } from "../../reference/small_networks.ts";
import { type Clause, clauseFor } from "./clause.ts";
import { assertCloseLoss, lossTolerance } from "./closeness.ts";

const networks = [...smallNetworks, ...narrowNetworks];

/** What the contract says of `hold()` and `evaluate()`. */
export const evaluateClauses: readonly Clause[] = [
  ...networks.map((network) =>
    clauseFor(network, 8, `evaluate() of ${network.name} in batches agrees with the reference`, async (program, it) => {
      using set = program.hold(it.batch, 3);
      assertEquals([set.size, set.batchSize], [8, 3]);
      const evaluation = await program.evaluate(it.theta, set, "batch");
      const expected = evaluate(it.network, it.theta, cut(it.batch, 3), "batch");
      assertCloseLoss(evaluation.loss, expected.loss, lossTolerance, "loss");
      assertAlmostEquals(evaluation.accuracy, expected.accuracy, 1e-12, "a quotient of small integers");
    })
  ),
  ...networks.map((network) =>
    clauseFor(network, 8, `evaluate() of ${network.name} by running statistics`, async (program, it) => {
      // Statistics of other samples: near those of the set, but not the same.
      const other = drawBatch(it.network.network, 8, 2);
      const running = Float32Array.from(gradient(it.network, it.theta, other).statistics);
      using set = program.hold(it.batch, 3);
      const evaluation = await program.evaluate(it.theta, set, { running });
      const expected = evaluate(it.network, it.theta, [it.batch], { running });
      assertCloseLoss(evaluation.loss, expected.loss, lossTolerance, "loss");
      assertAlmostEquals(evaluation.accuracy, expected.accuracy, 1e-12, "a quotient of small integers");
    })
  ),
  clauseFor(smallNetworks[2]!, 7, "evaluate() takes a last batch of one sample", async (program, it) => {
    using set = program.hold(it.batch, 3);
    const evaluation = await program.evaluate(it.theta, set, "batch");
    const expected = evaluate(it.network, it.theta, cut(it.batch, 3), "batch");
    assertCloseLoss(evaluation.loss, expected.loss, lossTolerance, "loss");
  }),
  clauseFor(smallNetworks[4]!, 7, "hold() keeps several sets side by side", async (program, it) => {
    const other = drawBatch(it.network.network, 5, 2);
    using first = program.hold(it.batch, 4);
    {
      // A batch larger than the set.
      using second = program.hold(other, 9);
      const evaluation = await program.evaluate(it.theta, second, "batch");
      assertCloseLoss(evaluation.loss, evaluate(it.network, it.theta, [other], "batch").loss, lossTolerance, "second");
    }
    const evaluation = await program.evaluate(it.theta, first, "batch");
    const expected = evaluate(it.network, it.theta, cut(it.batch, 4), "batch");
    assertCloseLoss(evaluation.loss, expected.loss, lossTolerance, "first");
  }),
];
