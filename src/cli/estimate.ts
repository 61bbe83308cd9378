import { catalogue, dataSize, imageSize } from "../data/catalogue.ts";
import { normals, randomStream } from "../math/random.ts";
import { initialise, initialStatistics } from "../network/initialise.ts";
import { resolveNetwork } from "../network/resolve.ts";
import { gradientSamples } from "../optim/descent_passes.ts";
import { legsOf } from "../optim/leg.ts";
import type { Case } from "../spec/case.ts";
import type { Batch, Engine, Program } from "../spec/engine.ts";
import type { Measure } from "../spec/measure.ts";
import { totalSteps, workOf } from "../walk/schedule.ts";
import { timeOf } from "./time_of.ts";
import { type StepCost, timeSteps } from "./time_steps.ts";

/** What a case is likely to take. */
export interface Estimate {
  readonly steps: number;
  readonly trainSeconds: number;
  readonly measureSeconds: number;
  /** Of a worker that walks it alone. */
  readonly memoryBytes: number;
  /** The part of that which the compiled network takes: workers keep it for the cases to come. */
  readonly programBytes: number;
}

/** How fast the engine is on one network: what a few steps took just now. */
interface Pace {
  readonly program: Program;
  readonly gradientSeconds: number;
  /** Of one sample's forward pass on a segment. */
  readonly passSeconds: number;
  /** Of the program at work, without the samples that it holds. */
  readonly memoryBytes: number;
}

/** A worker before it compiles anything, with its code, its heap and its share of the store: measured, about. */
const workerBytes = 100_000_000;

/** At most so many samples are evaluated for the estimate, unless one batch has more. */
const mostSamples = 500;

/**
 * Estimates each case from a few training steps and a segment of its network on noise, timed on this engine alone: side by side,
 * cases share memory and caches and take longer. Distinct networks and batch sizes are timed once each. What grows with the number
 * of samples is estimated.
 */
export async function estimateCases(
  cases: readonly Case[],
  measures: readonly Measure[],
  engine: Engine,
): Promise<Estimate[]> {
  // Programs stay open to the end, so that none grows into memory that another has just given back.
  using programs = new DisposableStack();
  const paces = new Map<string, Pace>();
  const stepCosts = new Map<string, StepCost>();
  const estimates: Estimate[] = [];
  for (const one of cases) {
    const { network, evaluationBatchSize, points } = one;
    const key = JSON.stringify([network, timedBatch(one), evaluationBatchSize, points]);
    const pace = paces.get(key) ?? await timeNetwork(one, engine, programs);
    paces.set(key, pace);
    const passSeconds = pace.gradientSeconds / (3 * timedBatch(one));
    const stepKey = JSON.stringify([network, legsOf(one).map(({ descent }) => descent.noise?.kind ?? null)]);
    const step = stepCosts.get(stepKey) ?? await timeSteps(one, measures, pace.program);
    stepCosts.set(stepKey, step);
    const steps = totalSteps(one);
    const work = workOf(one, measures);
    estimates.push({
      steps,
      trainSeconds: work.training * passSeconds + steps * step.trainSeconds,
      measureSeconds: (work.total - work.training) * pace.passSeconds + steps * step.measureSeconds,
      programBytes: pace.memoryBytes,
      memoryBytes: workerBytes + pace.memoryBytes + samplesBytes(one, pace.program) + dataSize(catalogue[one.dataset]),
    });
  }
  return estimates;
}

/** What a worker takes that walks cases of all these networks one after the other: every program and the largest case's rest. */
export function workerMemory(cases: readonly Case[], estimates: readonly Estimate[]): number {
  const programs = new Map(
    cases.map(({ network }, index) => [JSON.stringify(network), estimates[index]!.programBytes]),
  );
  const rest = estimates.map(({ memoryBytes, programBytes }) => memoryBytes - programBytes);
  return Math.max(...rest) + programs.values().reduce((sum, bytes) => sum + bytes, 0);
}

/**
 * What the samples of a case take: those held, the evaluation samples gathered and held anew where measures redraw them, and those that a
 * gradient is taken on.
 */
function samplesBytes(one: Case, program: Program): number {
  const { evaluationSamples, evaluationBatchSize, validationSamples } = one;
  const sampleBytes = 4 * imageSize(catalogue[one.dataset]);
  return program.heldBytes(evaluationSamples, evaluationBatchSize) +
    sampleBytes * (validationSamples + 2 * evaluationSamples + gradientSamples(one));
}

/** Samples that are differentiated together, most of the time. */
function timedBatch(one: Case): number {
  return Math.min(one.subBatchSize ?? Infinity, gradientSamples(one));
}

async function timeNetwork(one: Case, engine: Engine, programs: DisposableStack): Promise<Pace> {
  const { evaluationBatchSize, evaluationSamples, points } = one;
  const before = Deno.memoryUsage().rss;
  const network = resolveNetwork(one.network);
  const program = programs.use(await engine.compile(network));
  const theta = initialise(network, randomStream(0, "estimate"));
  const batch = noise(one, timedBatch(one));
  // Every graph that a walk may need is compiled and run, as each keeps its memory.
  await program.hessianVector(theta, theta, batch);
  await program.gradient(theta, batch);
  const gradientSeconds = await timeOf(() => program.gradient(theta, batch), { runs: 2 });

  const held = Math.min(evaluationSamples, Math.max(mostSamples, evaluationBatchSize));
  const set = programs.use(program.hold(noise(one, held), Math.min(evaluationBatchSize, held)));
  const alphas = Array.from({ length: points }, (_, index) => (index + 1) / points);
  // As on a walk, each segment begins where the last one ended: its first layer is known at that end only.
  const path = [1, 1.001, 1.002, 1.003].map((scale) => theta.map((value) => scale * value));
  let at = 0;
  await program.segment(path[at]!, path[++at]!, [1], set);
  await program.evaluate(theta, set, "batch");
  await program.evaluate(theta, set, { running: initialStatistics(network) });
  const segmentSeconds = await timeOf(() => program.segment(path[at]!, path[++at]!, alphas, set), { runs: 2 });
  return {
    program,
    gradientSeconds,
    passSeconds: segmentSeconds / (points * held),
    memoryBytes: Math.max(0, Deno.memoryUsage().rss - before - program.heldBytes(held, evaluationBatchSize)),
  };
}

function noise({ network: { input, classes } }: Case, samples: number): Batch {
  const normal = normals(randomStream(0, "noise"));
  const size = input[0] * input[1] * input[2];
  return {
    inputs: Float32Array.from({ length: samples * size }, () => normal()),
    labels: Int32Array.from({ length: samples }, (_, index) => index % classes),
  };
}
