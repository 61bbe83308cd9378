import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { secantSharpness, type SecantSharpnessOptions } from "../../src/measure/secant_sharpness.ts";
import { sharpness } from "../../src/measure/sharpness.ts";
import { normals, randomStream } from "../../src/math/random.ts";
import { batchNorm, dense, flatten, network } from "../../src/network/layers.ts";
import type { Batch, Program } from "../../src/spec/engine.ts";
import type { Observation, Step } from "../../src/spec/measure.ts";
import type { Measurement } from "../../src/spec/row.ts";
import { openReference } from "../reference/engine.ts";
import { cut } from "../reference/evaluate.ts";
import { oneSample, quadraticContext } from "../reference/observe_quadratic.ts";
import { quadraticBatch, quadraticCase, quadraticProgram } from "../reference/quadratic.ts";
import { drawExample } from "../reference/small_networks.ts";
import { inFolder } from "../walk/in_folder.ts";
import { MemorySink } from "../walk/memory_sink.ts";
import { smallCase, walkSmall } from "../walk/small_walk.ts";

interface Look extends SecantSharpnessOptions {
  readonly program: Program;
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly batches?: readonly Batch[];
  readonly index?: number;
}

function stepBetween(from: readonly number[], to: readonly number[], index = 0): Step {
  const [here, there] = [Float32Array.from(from), Float32Array.from(to)];
  return {
    ...{
      index,
      epoch: 1,
      stepInEpoch: index,
      measured: false,
      learningRate: 1,
      batch: quadraticBatch,
      subBatchSize: 1,
    },
    ...{ from: here, to: there, origin: here, gradient: here, previousGradient: undefined },
  };
}

/** What the measure gives at a step between two points. */
async function look({ program, from, to, batches = [oneSample], index = 0, ...options }: Look): Promise<Measurement[]> {
  const context = { ...quadraticContext([]), case: quadraticCase({ evaluationSamples: 12 }), program };
  const observer = secantSharpness(options).start({ ...context, evaluationBatches: () => batches });
  const observation: Observation = { values: {}, segments: [], measurements: [] };
  await observer.step!(stepBetween(from, to, index), observation);
  return observation.measurements;
}

const valueOf = (found: readonly Measurement[], name: string) => found.find((one) => one.name === name)!.value;

// Gradients are float32, five products of a Rayleigh quotient: relative errors of about 2^-24 = 6e-8.
const tolerance = 1e-5;

Deno.test("secantSharpness() of a quadratic is its largest eigenvalue, whatever the step", async () => {
  for (const eigenvalues of [[1], [0.036, 0.84], [0.5, 3, 0.1], [-1, 2]]) {
    for (const reach of [0.1, 1, 7]) {
      const from = eigenvalues.map((_, i) => 0.3 * i);
      const to = from.map((value, i) => value + (i === 0 ? reach : 0));
      const found = await look({ program: quadraticProgram(eigenvalues), from, to });
      const [{ name, value, converged, samples, residual } = { name: "", value: NaN }] = found;
      assertAlmostEquals(value, Math.max(...eigenvalues), 1e-4); // of differences of gradients as long as the reach
      assertEquals([name, converged, samples, found.length], ["secant_sharpness", true, 12, 2]);
      assert(residual! < 0.3);
    }
  }
});

Deno.test("secantSharpness() tells the share of the step along the sharpest direction", async () => {
  const program = quadraticProgram([1, 9]);
  const share = async (step: number[]) =>
    valueOf(await look({ program, from: [1, 1], to: step.map((value) => 1 + value) }), "step_on_sharpest");
  assertAlmostEquals(await share([0, 0.5]), 1, 1e-3);
  assertAlmostEquals(await share([0, -0.5]), 1, 1e-3);
  assertAlmostEquals(await share([0.5, 0]), 0, 1e-2); // the eigenvector is known to a residual of its Hessian's tolerance
  assertAlmostEquals(await share([0.3, 0.4]), 0.8, 1e-2);
});

/** The quadratic with a kink across the second coordinate, `strength` |theta_1|, that its Hessian does not see. */
function kinked(eigenvalues: readonly number[], strength: number): Program {
  const program = quadraticProgram(eigenvalues);
  return {
    ...program,
    async gradient(theta, batch) {
      const answer = await program.gradient(theta, batch);
      answer.gradient[1]! += strength * Math.sign(theta[1]!);
      return answer;
    },
  };
}

Deno.test("secantSharpness() sees a kink within the step's reach, as strength over reach, which the Hessian does not", async () => {
  const [strength, program] = [0.6, kinked([1, 0.5], 0.6)];
  for (const reach of [0.1, 0.3]) {
    const found = await look({ program, from: [1, 0], to: [1 + reach, 0] });
    // Across the kink the gradient changes by twice its strength over twice the reach.
    assertAlmostEquals(valueOf(found, "secant_sharpness"), 0.5 + strength / reach, 1e-2);
  }
  // Out of reach it is the Hessian's.
  const beyond = await look({ program, from: [1, 5], to: [1.3, 5] });
  assertAlmostEquals(valueOf(beyond, "secant_sharpness"), 1, 1e-2);
});

Deno.test("secantSharpness() of a short step is sharpness(), in batches weighed by their samples", async () => {
  const spec = network("smooth", [1, 2, 3], [flatten(), dense(4), batchNorm(), dense(3)], 3);
  const example = drawExample(spec, 12);
  const batches = cut(example.batch, 5);
  using program = await openReference().compile(example.network);
  const normal = normals(randomStream(0, "a short step"));
  const theta = [...example.theta];
  const to = theta.map((value) => value + 0.003 * normal());
  const [found] = await look({ program, from: theta, to, batches, tolerance: 0.1 });
  const context = { ...quadraticContext([]), case: quadraticCase({ measuredEpochs: [1] }), program };
  const [hessian] = await sharpness().start({ ...context, evaluationBatches: () => batches }).epoch!(1, example.theta);
  assert(found!.converged);
  // A Rayleigh quotient lies below the largest by at most about its residual's square; the reach adds its own square.
  assertAlmostEquals(found!.value / hessian!.value, 1, 0.02);
});

Deno.test("secantSharpness() scales with the loss, and the share along the sharpest direction does not", async () => {
  const of = { from: [1, 0.5, -1], to: [1.5, 0.7, -1] };
  const [once, fourfold] = [
    await look({ program: quadraticProgram([1, 3, 0.2]), ...of }),
    await look({ program: quadraticProgram([4, 12, 0.8]), ...of }),
  ];
  assertAlmostEquals(valueOf(fourfold, "secant_sharpness") / valueOf(once, "secant_sharpness"), 4, tolerance);
  assertAlmostEquals(valueOf(fourfold, "step_on_sharpest"), valueOf(once, "step_on_sharpest"), tolerance);
});

Deno.test("secantSharpness() has no value where the walk did not move or a gradient is not finite, and no error", async () => {
  const still = await look({ program: quadraticProgram([1, 2]), from: [1, 1], to: [1, 1] });
  assertEquals([valueOf(still, "secant_sharpness"), still[0]!.converged], [NaN, false]);
  const broken = await look({ program: quadraticProgram([1, NaN]), from: [1, 1], to: [2, 1] });
  assertEquals([valueOf(broken, "secant_sharpness"), broken[0]!.converged], [NaN, false]);
});

Deno.test("secantSharpness() says when it has not converged", async () => {
  const program = quadraticProgram([1, 1.05, 1.1, 1.15]);
  const found = await look({ program, from: [1, 1, 1, 1], to: [2, 1, 1, 1], tolerance: 1e-9 });
  assertEquals(found[0]!.converged, false);
  assert(found[0]!.residual! > 1e-9);
});

Deno.test("secantSharpness() looks at every n-th step of walks with the batch sizes that it is told, disturbs none, and goes on after a resume", async () => {
  const walk = async (measures: ReturnType<typeof secantSharpness>[], stops: number[] = []) => {
    const memory = new MemorySink();
    await inFolder(async (folder) => {
      for (const stopAfter of stops) await walkSmall({ folder, memory, measures, stopAfter });
      await walkSmall({ folder, memory, measures });
    });
    return memory;
  };
  const measure = secantSharpness({ every: 3 });
  const whole = await walk([measure]);
  const looked = whole.measurements.filter(({ name }) => name === "secant_sharpness").map(({ step }) => step);
  assertEquals(looked, [0, 3, 6, 9]);
  for (const stops of [[1], [4], [2, 2, 5]]) {
    assertEquals((await walk([measure], stops)).rows, whole.rows, String(stops));
  }
  const digests = ({ epochs }: MemorySink) => epochs.map(({ digest }) => digest);
  assertEquals(digests(whole), digests(await walk([])));
  assertEquals((await walk([secantSharpness({ batchSizes: [24, "all"] })])).measurements, []);
  assertEquals((await walk([secantSharpness({ batchSizes: [8] })])).measurements.length, 24);
});

Deno.test("secantSharpness() counts its passes at the walks that it looks at: 8 products and 10 gradients of the evaluation samples", () => {
  const { stepPasses } = secantSharpness({ every: 4, batchSizes: ["all"] });
  assertEquals(stepPasses!(smallCase), 0);
  assertEquals(stepPasses!({ ...smallCase, batchSize: 24 }), (8 * 6 + 10 * 3) * 12 / 4);
});
