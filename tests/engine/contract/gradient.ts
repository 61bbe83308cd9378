import { assertAlmostEquals, assertEquals } from "@std/assert";
import { gradient } from "../../reference/gradient.ts";
import { drawBatch, drawVector, narrowNetworks, smallNetworks, tiedPool } from "../../reference/small_networks.ts";
import { type Clause, clauseFor } from "./clause.ts";
import { assertCloseInNorm, assertCloseLoss, lossTolerance } from "./closeness.ts";

// Roundings of 6e-8, magnified by divisions by the deviation of channels that hardly vary in six samples: 1e-6 on ONNX
// Runtime's processor, and other orders of the sums have ten times that.
const gradientTolerance = 1e-5;

const agreement = [...smallNetworks, ...narrowNetworks].map((network) =>
  clauseFor(network, 6, `gradient() of ${network.name} agrees with the reference`, async (program, example) => {
    const answer = await program.gradient(example.theta, example.batch);
    const expected = gradient(example.network, example.theta, example.batch);
    assertCloseLoss(answer.loss, expected.loss, lossTolerance, "loss");
    assertEquals(answer.correct, expected.correct);
    assertCloseInNorm(answer.gradient, expected.gradient, gradientTolerance, "gradient");
    for (const { name, offset, size } of example.network.parameters) {
      // A shift before another normalisation has gradient 0, of which float32 leaves its rounding: measured by the whole.
      const error = answer.gradient.subarray(offset, offset + size).map((g, i) => g - expected.gradient[offset + i]!);
      assertAlmostEquals(Math.hypot(...error) / Math.hypot(...expected.gradient), 0, gradientTolerance, name);
    }
    assertCloseInNorm(answer.statistics, expected.statistics, gradientTolerance, "statistics");
  })
);

const differences = smallNetworks.map((network) =>
  clauseFor(network, 6, `gradient() of ${network.name} is the loss's slope`, async (program, example) => {
    const direction = drawVector(example.network.parameterCount);
    const h = 1e-6;
    const lossAt = (step: number) => {
      const moved = Float64Array.from(example.theta, (value, i) => value + step * direction[i]!);
      return gradient(example.network, moved, example.batch).loss;
    };
    const slope = (lossAt(h) - lossAt(-h)) / (2 * h);
    const answer = await program.gradient(example.theta, example.batch);
    const along = answer.gradient.reduce((sum, g, i) => sum + g * direction[i]!, 0);
    // The gradient's tolerance times the norms of gradient and direction; the differences' own error is below it.
    const scale = Math.hypot(...answer.gradient) * Math.hypot(...direction);
    assertAlmostEquals(along / scale, slope / scale, gradientTolerance);
  })
);

/** What the contract says of `gradient()`. */
export const gradientClauses: readonly Clause[] = [
  ...agreement,
  ...differences,
  {
    name: "gradient() gives a pool's tie to the first maximum",
    async check(engine) {
      using program = await engine.compile(tiedPool.network);
      const answer = await program.gradient(tiedPool.theta, tiedPool.batch);
      const expected = gradient(tiedPool.network, tiedPool.theta, tiedPool.batch);
      assertCloseInNorm(answer.gradient, expected.gradient, gradientTolerance, "gradient");
    },
  },
  clauseFor(vggBlock(), 6, "gradient() takes batches of other sizes", async (program, { network, theta, batch }) => {
    await program.gradient(theta, batch);
    for (const count of [2, 9]) {
      const other = drawBatch(network.network, count, count);
      const answer = await program.gradient(theta, other);
      const expected = gradient(network, theta, other);
      assertCloseInNorm(answer.gradient, expected.gradient, gradientTolerance, `gradient of ${count} samples`);
      assertCloseInNorm(answer.statistics, expected.statistics, gradientTolerance, `statistics of ${count} samples`);
    }
  }),
  clauseFor(
    vggBlock(),
    6,
    "gradient() keeps float32's digits where inputs lie far from 0",
    async (program, example) => {
      const { network, theta, batch } = example;
      const far = { labels: batch.labels, inputs: batch.inputs.map((value) => value + 30) };
      const answer = await program.gradient(theta, far);
      const expected = gradient(network, theta, far);
      // The normalisation cancels thirty-fold means, so thirty times the rounding; E[x^2] - mean^2 would lose another factor 30.
      assertCloseInNorm(answer.gradient, expected.gradient, 30 * gradientTolerance, "gradient");
      assertCloseInNorm(answer.statistics, expected.statistics, 30 * gradientTolerance, "statistics");
    },
  ),
  clauseFor(vggBlock(), 6, "gradient() lends arrays that hold until the next call", async (program, example) => {
    const { network, theta, batch } = example;
    const kept = { theta: theta.slice(), inputs: batch.inputs.slice(), labels: batch.labels.slice() };
    const answer = await program.gradient(theta, batch);
    const copy = { gradient: answer.gradient.slice(), statistics: answer.statistics.slice() };
    assertEquals(copy.gradient.length, network.parameterCount);
    assertEquals(copy.statistics.length, network.statisticCount);
    await new Promise((resolve) => setTimeout(resolve));
    assertEquals(answer.gradient, copy.gradient);
    assertEquals(answer.statistics, copy.statistics);
    assertEquals(
      { theta, inputs: batch.inputs, labels: batch.labels },
      kept,
      "what the caller hands in is not touched",
    );
  }),
  clauseFor(vggBlock(), 6, "gradient() sees what its arrays hold now", async (program, { network, theta, batch }) => {
    await program.gradient(theta, batch);
    theta.forEach((value, i) => theta[i] = 0.9 * value);
    batch.inputs.forEach((value, i) => batch.inputs[i] = -value);
    batch.labels.forEach((label, i) => batch.labels[i] = (label + 1) % network.network.classes);
    const answer = await program.gradient(theta, batch);
    const expected = gradient(network, theta, batch);
    assertCloseInNorm(answer.gradient, expected.gradient, gradientTolerance, "gradient");
  }),
];

function vggBlock() {
  return smallNetworks.find(({ name }) => name === "vgg block")!;
}
