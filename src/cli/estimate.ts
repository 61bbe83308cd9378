import { catalogue, dataSize } from "../data/catalogue.ts";
import { normals, randomStream } from "../math/random.ts";
import { initialise } from "../network/initialise.ts";
import { resolveNetwork } from "../network/resolve.ts";
import type { Case } from "../spec/case.ts";
import type { Batch, Engine } from "../spec/engine.ts";
import type { Measure } from "../spec/measure.ts";
import { stepsPerEpoch, workOf } from "../walk/schedule.ts";

/** What a case is likely to take. */
export interface Estimate {
  readonly steps: number;
  readonly trainSeconds: number;
  readonly measureSeconds: number;
  /** Of the worker that walks it. */
  readonly memoryBytes: number;
}

/** How fast the engine is on one network: what a few steps took just now. */
interface Pace {
  readonly gradientSeconds: number;
  /** Of one sample's forward pass on a segment. */
  readonly passSeconds: number;
  readonly memoryBytes: number;
}

/** At most so many samples are evaluated for the estimate. */
const mostSamples = 500;

/**
 * Estimates each case from two training steps and a segment of its network on noise, timed on this engine alone: side by side, cases
 * share memory and caches and take longer. Distinct networks and batch sizes are timed once each.
 */
export async function estimateCases(
  cases: readonly Case[],
  measures: readonly Measure[],
  engine: Engine,
): Promise<Estimate[]> {
  const paces = new Map<string, Pace>();
  const estimates: Estimate[] = [];
  for (const one of cases) {
    const { network, batchSize, evaluationBatchSize, points, epochs } = one;
    const key = JSON.stringify([network, batchSize, evaluationBatchSize, points]);
    const pace = paces.get(key) ?? await timeNetwork(one, engine);
    paces.set(key, pace);
    const steps = epochs * stepsPerEpoch(one);
    const work = workOf(one, measures);
    const validation = epochs * one.validationSamples;
    estimates.push({
      steps,
      trainSeconds: steps * pace.gradientSeconds,
      measureSeconds: (work.total - steps * work.step + validation) * pace.passSeconds,
      memoryBytes: pace.memoryBytes + dataSize(catalogue[one.dataset]),
    });
  }
  return estimates;
}

async function timeNetwork(one: Case, engine: Engine): Promise<Pace> {
  const { batchSize, evaluationBatchSize, evaluationSamples, points } = one;
  const before = Deno.memoryUsage().rss;
  const network = resolveNetwork(one.network);
  const random = randomStream(0, "estimate");
  using program = await engine.compile(network);
  const theta = initialise(network, random);
  const batch = noise(one, batchSize);
  const gradient = await time(() => program.gradient(theta, batch));

  const held = Math.min(evaluationSamples, Math.max(mostSamples, evaluationBatchSize));
  using set = program.hold(noise(one, held), Math.min(evaluationBatchSize, held));
  const to = theta.map((value) => value * 1.001);
  const alphas = Array.from({ length: points }, (_, index) => (index + 1) / points);
  const segment = await time(() => program.segment(theta, to, alphas, set));
  return {
    gradientSeconds: gradient,
    passSeconds: segment / (points * held),
    memoryBytes: Math.max(0, Deno.memoryUsage().rss - before),
  };
}

/** The shorter of two runs after a first one, which also builds graphs and fills caches; seconds. */
async function time(work: () => Promise<unknown>): Promise<number> {
  await work();
  let shortest = Infinity;
  for (let run = 0; run < 2; run++) {
    const began = performance.now();
    await work();
    shortest = Math.min(shortest, (performance.now() - began) / 1000);
  }
  return shortest;
}

function noise({ network: { input, classes } }: Case, samples: number): Batch {
  const normal = normals(randomStream(0, "noise"));
  const size = input[0] * input[1] * input[2];
  return {
    inputs: Float32Array.from({ length: samples * size }, () => normal()),
    labels: Int32Array.from({ length: samples }, (_, index) => index % classes),
  };
}
