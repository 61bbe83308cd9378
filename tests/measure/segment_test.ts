import { assert, assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import { floor } from "../../src/measure/floor.ts";
import { segment } from "../../src/measure/segment.ts";
import type { Program } from "../../src/spec/engine.ts";
import type { MeasureContext, Observation, Step } from "../../src/spec/measure.ts";
import type { Draw } from "../../src/spec/row.ts";
import { layOutSamples } from "../../src/walk/samples.ts";
import { networkSource } from "../../src/walk/network_source.ts";
import {
  quadraticBatch,
  quadraticCase,
  quadraticProgram,
  quadraticSet,
  quadraticSource,
} from "../reference/quadratic.ts";
import { inFolder } from "../walk/in_folder.ts";
import { MemorySink } from "../walk/memory_sink.ts";
import { compileSmall, smallCase, smallDataset, walkSmall } from "../walk/small_walk.ts";

const points = smallCase.points + 1;

async function walkWith(...measures: ReturnType<typeof segment>[]): Promise<MemorySink> {
  const memory = new MemorySink();
  await inFolder(async (folder) => void await walkSmall({ folder, memory, measures }));
  return memory;
}

Deno.test("segment() looks at every n-th measured step, at points + 1 alphas", async () => {
  for (const draw of ["fixed", "stochastic", "batch"] satisfies Draw[]) {
    const { segments } = await walkWith(segment({ draw, every: 2 }));
    assertEquals(segments.filter(({ alpha }) => alpha === 0).map(({ step }) => step), [0, 2, 6, 8], draw);
    assertEquals(segments.slice(0, points).map(({ alpha }) => alpha), [0, 0.25, 0.5, 0.75, 1]);
    assertEquals(segments.length, 4 * points);
  }
});

Deno.test('segment() of the draw "batch" is the loss of the step\'s own mini-batch, as it was augmented', async () => {
  using program = await compileSmall();
  const samples = layOutSamples(smallCase, smallDataset);
  using source = networkSource(smallCase, program, samples);
  const { steps, segments } = await walkWith(segment({ draw: "batch" }));
  for (let t = 0; t < 3; t++) {
    const { step } = await source.next();
    const losses = segments.filter((point) => point.step === t).map(({ loss }) => loss);
    assertEquals(losses[0], steps[t]!.values.batchLoss);
    const { loss } = await program.gradient(step.to, samples.batch(1, t));
    // At alpha = 1 theta is (1 - 1) theta_t + theta_{t+1}: nothing is rounded.
    assertAlmostEquals(losses.at(-1)!, loss, 1e-15);
  }
});

Deno.test('segment() of the draw "stochastic" draws anew at each point and step, the same in every walk', async () => {
  const { segments } = await walkWith(segment({ draw: "stochastic" }));
  assertEquals((await walkWith(segment({ draw: "stochastic" }))).segments, segments);
  const ends = segments.filter(({ step, alpha }) => step === 0 && alpha === 1 || step === 1 && alpha === 0);
  // The same theta on the same samples, in other batches and with other augmentation.
  assertNotEquals(ends[0]!.loss, ends[1]!.loss);
  assertEquals(new Set(segments.map(({ draw }) => draw)), new Set(["stochastic"]));
});

Deno.test('segment() of the draw "stochastic" is the fixed one where nothing is random', async () => {
  const [eigenvalues, start, learningRate] = [[1, 7], [1, 1], 0.2];
  const source = quadraticSource({ eigenvalues, start, learningRate, stepsPerEpoch: 1 });
  const context = contextOf(eigenvalues);
  const { step } = await source.next();
  const losses = await Promise.all(["fixed", "stochastic"].map(async (draw) => {
    const observation: Observation = { values: {}, segments: [], measurements: [] };
    await segment({ draw: draw as Draw }).start(context).step!(step, observation);
    return observation.segments.map(({ loss }) => loss);
  }));
  // theta between the points is float32 for the one and float64 for the other: some 2^-24 = 6e-8 of losses up to 4.
  losses[0]!.forEach((loss, index) => assertAlmostEquals(loss, losses[1]![index]!, 1e-6));
});

Deno.test("segment() keeps the end's loss across a resume bit for bit, whatever it is, and does not evaluate it again", async () => {
  for (const loss of [1 / 3, -0, 5e-324, Infinity, -Infinity, NaN]) {
    const evaluated: (readonly number[])[] = [];
    const program: Program = {
      ...quadraticProgram([1]),
      segment(_from, _to, alphas) {
        evaluated.push(alphas);
        return Promise.resolve(new Float64Array(alphas.length).fill(loss));
      },
    };
    const context = { ...contextOf([1]), program };
    const before = segment().start(context);
    await before.step!(stepAt(0), { values: {}, segments: [], measurements: [] });
    const after = segment().start(context);
    after.restore!(JSON.parse(JSON.stringify(before.state!())), []);
    const observation: Observation = { values: {}, segments: [], measurements: [] };
    await after.step!(stepAt(1), observation);
    assertEquals(evaluated.map((alphas) => alphas.length), [11, 10]);
    assertEquals(observation.segments.length, 11);
    assert(Object.is(observation.values.lossFrom, loss), `${loss} became ${observation.values.lossFrom}`);
  }
});

Deno.test("floor() stores NaN, not 0, for interior where a loss is NaN", async () => {
  const values: Observation["values"] = {};
  const segments = (["fixed", "stochastic", "batch"] as const).flatMap((draw) =>
    [1, NaN, 1].map((loss, index) => ({ step: 0, draw, alpha: index / 2, loss }))
  );
  await floor().start(contextOf([1])).step!(stepAt(0), { values, segments, measurements: [] });
  assertEquals(values, { floor: NaN, floorAlpha: NaN, interior: NaN, stochasticInterior: NaN, batchInterior: NaN });
});

function contextOf(eigenvalues: readonly number[]): MeasureContext {
  return {
    case: quadraticCase({}),
    program: quadraticProgram(eigenvalues),
    evaluation: quadraticSet,
    training: () => quadraticSet,
    evaluationBatches: () => [quadraticBatch],
    redraw: () => quadraticSet,
    drawBatch: () => quadraticBatch,
  };
}

function stepAt(index: number): Step {
  const theta = Float32Array.of(1);
  return {
    ...{ index, epoch: 1, stepInEpoch: index, measured: true, learningRate: 1, batch: quadraticBatch, subBatchSize: 1 },
    ...{ from: theta, to: theta, origin: theta, gradient: theta, previousGradient: undefined },
  };
}
