import { assert, assertEquals } from "@std/assert";
import type { Program } from "../../src/spec/engine.ts";
import { layOutSamples } from "../../src/walk/samples.ts";
import { networkSource } from "../../src/walk/network_source.ts";
import { compileSmall, smallCase, smallDataset } from "./small_walk.ts";

Deno.test("networkSource() takes the steps of SGD with momentum and weight decay", async () => {
  using program = await compileSmall();
  const samples = layOutSamples(smallCase, smallDataset);
  using source = networkSource(smallCase, program, samples);
  const { learningRate, momentum, weightDecay } = smallCase;
  const theta = Float64Array.from(source.theta);
  const velocity = new Float64Array(theta.length);
  for (let t = 0; t < 4; t++) {
    const { step, loss, correct, finite } = await source.next();
    assertEquals([step.index, step.epoch, step.stepInEpoch, step.measured], [t, t < 3 ? 1 : 2, t % 3, t < 3]);
    const answer = await program.gradient(step.from, samples.batch(step.epoch, step.stepInEpoch));
    assertEquals([loss, correct, finite], [answer.loss, answer.correct, true]);
    assertEquals(step.gradient, answer.gradient);
    theta.forEach((value, i) => {
      velocity[i] = momentum * velocity[i]! + step.gradient[i]! + weightDecay * value;
      theta[i] = value - learningRate * velocity[i]!;
    });
    const error = Math.max(...step.to.map((value, i) => Math.abs(value - theta[i]!)));
    // A few roundings to float32 of thetas below 4: some 2^-23 each.
    assert(error < 1e-6, `step ${t}: ${error}`);
    assertEquals(source.theta, step.to);
  }
});

Deno.test("networkSource() lends the gradient before and theta_0 unchanged", async () => {
  using program = await compileSmall();
  using source = networkSource(smallCase, program, layOutSamples(smallCase, smallDataset));
  const origin = source.theta.slice();
  const first = await source.next();
  assertEquals(first.step.previousGradient, undefined);
  const gradient = first.step.gradient.slice();
  const second = await source.next();
  assertEquals([second.step.previousGradient, second.step.origin], [gradient, origin]);
});

Deno.test("networkSource() calls a step finite only where loss, theta and running statistics are", async () => {
  const whole = { loss: 1, correct: 0 };
  for (const broken of ["nothing", "loss", "gradient", "statistics"]) {
    using program = await compileSmall();
    const breaking: Program = {
      ...program,
      async gradient(theta, batch) {
        const { gradient, statistics } = await program.gradient(theta, batch);
        if (broken === "gradient") gradient[3] = NaN;
        if (broken === "statistics") statistics[1] = Infinity;
        return { ...whole, ...(broken === "loss" ? { loss: NaN } : {}), gradient, statistics };
      },
    };
    using source = networkSource(smallCase, breaking, layOutSamples(smallCase, smallDataset));
    assertEquals((await source.next()).finite, broken === "nothing", broken);
  }
});

Deno.test("networkSource() keeps a tenth of each batch's statistics", async () => {
  using program = await compileSmall();
  let seen: Float32Array | undefined;
  const watched: Program = {
    ...program,
    evaluate(theta, set, normalisation) {
      if (normalisation !== "batch") seen = normalisation.running.slice();
      return program.evaluate(theta, set, normalisation);
    },
  };
  const samples = layOutSamples(smallCase, smallDataset);
  using source = networkSource(smallCase, watched, samples);
  const { statistics } = await program.gradient(source.theta, samples.batch(1, 0));
  // Means begin at 0, variances at 1.
  const channels = statistics.length / 2;
  const expected = statistics.map((value, i) => 0.9 * (i < channels ? 0 : 1) + 0.1 * value);
  await source.next();
  await source.validate();
  assertEquals(seen, expected);
});
