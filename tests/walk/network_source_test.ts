import { assert, assertEquals } from "@std/assert";
import { fillWithNormals } from "../../src/math/random.ts";
import { cutBatch } from "../../src/optim/cut_batch.ts";
import { descentPasses } from "../../src/optim/descent_passes.ts";
import { estimateNoise } from "../../src/optim/gradient_noise.ts";
import { sgdDescent } from "../../src/spec/descent.ts";
import type { Program } from "../../src/spec/engine.ts";
import { layOutSamples } from "../../src/walk/samples.ts";
import { networkSource } from "../../src/walk/network_source.ts";
import { descents } from "./descents.ts";
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

Deno.test("networkSource() keeps the statistics of each part that a gradient is taken on, and of none that only noise is", async () => {
  const channels = 2;
  for (const descent of descents) {
    if (descent.switch) continue;
    using program = await compileSmall();
    let seen: Float32Array | undefined;
    const watched: Program = {
      ...program,
      evaluate(theta, set, normalisation) {
        if (normalisation !== "batch") seen = normalisation.running.slice();
        return program.evaluate(theta, set, normalisation);
      },
    };
    const one = { ...smallCase, descent, subBatchSize: 10 };
    const samples = layOutSamples(one, smallDataset);
    using source = networkSource(one, watched, samples);
    const theta = source.theta.slice();
    const expected = Float32Array.from({ length: 2 * channels }, (_, i) => i < channels ? 0 : 1);
    const batch = descent.gradient === "mini-batch" ? samples.batch(1, 0) : samples.fullBatch(1, 0);
    for (const part of cutBatch(batch, 10)) {
      const { statistics } = await program.gradient(theta, part);
      expected.forEach((value, i) => expected[i] = 0.9 * value + 0.1 * statistics[i]!);
    }
    await source.next();
    await source.validate();
    assertEquals(seen, expected, descent.name);
  }
});

Deno.test("networkSource() begins every descent of a seed at the same theta_0, and its mini-batches are SGD's", async () => {
  using program = await compileSmall();
  const origins = new Set<string>();
  for (const descent of descents) {
    const one = { ...smallCase, descent };
    const samples = layOutSamples(one, smallDataset);
    using source = networkSource(one, program, samples);
    origins.add(source.theta.join());
    const usual = layOutSamples(smallCase, smallDataset);
    for (let t = 0; t < 7; t++) {
      const { step: { batch, subBatchSize, epoch, stepInEpoch } } = await source.next();
      const full = (t < 5 ? descent : descent.switch?.to ?? descent).gradient !== "mini-batch";
      assertEquals(batch, full ? usual.fullBatch(epoch, stepInEpoch) : usual.batch(epoch, stepInEpoch), descent.name);
      assertEquals(subBatchSize, full ? 24 : 8);
    }
  }
  assertEquals(origins.size, 1);
});

Deno.test("networkSource() adds the noise that it lends to the gradient, whose loss is the samples' mean", async () => {
  const noisy = descents.filter(({ noise, switch: turn }) => noise && !turn);
  assertEquals(noisy.length, 4);
  for (const descent of noisy) {
    using program = await compileSmall();
    const one = { ...smallCase, descent };
    const samples = layOutSamples(one, smallDataset);
    using source = networkSource(one, program, samples);
    for (let t = 0; t < 2; t++) {
      const { step, loss, noise } = await source.next();
      const answer = await program.gradient(step.from, step.batch);
      assertEquals(loss, answer.loss);
      // A sum of two float32, rounded once to float32, as here.
      assertEquals(step.gradient, answer.gradient.map((value, i) => value + noise![i]!), descent.name);
    }
  }
});

Deno.test("networkSource() differentiates as many samples as descentPasses() counts", async () => {
  for (const descent of descents) {
    using program = await compileSmall();
    let samplesSeen = 0;
    const counting: Program = {
      ...program,
      gradient(theta, batch) {
        samplesSeen += batch.labels.length;
        return program.gradient(theta, batch);
      },
    };
    const one = { ...smallCase, descent, subBatchSize: 10 };
    using source = networkSource(one, counting, layOutSamples(one, smallDataset));
    for (let steps = 1; steps <= 9; steps++) {
      await source.next();
      assertEquals(3 * samplesSeen, descentPasses(one, steps), `${descent.name}, ${steps} steps`);
    }
  }
});

Deno.test("networkSource() makes structured noise of the step's own mini-batch and another one, both at theta_t", async () => {
  using program = await compileSmall();
  const one = { ...smallCase, descent: descents.find(({ name }) => name === "GD + structured noise")! };
  const samples = layOutSamples(one, smallDataset);
  using source = networkSource(one, program, samples);
  for (let t = 0; t < 4; t++) {
    const { step, noise } = await source.next();
    const first = (await program.gradient(step.from, samples.batch(step.epoch, step.stepInEpoch))).gradient.slice();
    const second = (await program.gradient(step.from, samples.drawBatch(`structured noise/${t}`))).gradient;
    assertEquals(noise, first.map((value, i) => (value - second[i]!) * Math.SQRT1_2));
  }
});

Deno.test("networkSource() scales the paper's noise at theta_0, also where it is switched to later", async () => {
  using program = await compileSmall();
  const noisy = descents.find(({ name }) => name === "GD + isotropic noise, variance")!;
  const later = { ...sgdDescent, switch: { step: 2, to: noisy } };
  const noises = await Promise.all([noisy, later].map(async (descent) => {
    const one = { ...smallCase, descent };
    using source = networkSource(one, await compileSmall(), layOutSamples(one, smallDataset));
    for (let t = 0; t < 2; t++) await source.next();
    return (await source.next()).noise!.slice();
  }));
  assertEquals(noises[0], noises[1]);
  const samples = layOutSamples(smallCase, smallDataset);
  using source = networkSource(smallCase, program, samples);
  const draw = (index: number) => samples.drawBatch("noise at theta_0", index);
  const { largestVariance } = await estimateNoise({
    program,
    theta: source.theta,
    subBatchSize: undefined,
    count: 3,
    draw,
  });
  const sigma = Math.fround(Math.sqrt(0.1 * smallCase.batchSize * largestVariance));
  const units = new Float32Array(source.theta.length);
  fillWithNormals(units, smallCase.seed, "isotropic noise/2");
  assertEquals(noises[0], units.map((value) => value * sigma));
});
