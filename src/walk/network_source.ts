import { firstNonFinite } from "../math/vectors.ts";
import { initialise, initialStatistics } from "../network/initialise.ts";
import { randomStream } from "../math/random.ts";
import { batchGradient } from "../optim/batch_gradient.ts";
import { legsOf } from "../optim/leg.ts";
import { type NoiseContext, noiseOf } from "../optim/noise_source.ts";
import { sgd } from "../optim/sgd.ts";
import type { Case } from "../spec/case.ts";
import type { Gradient, Program } from "../spec/engine.ts";
import type { Samples } from "./samples.ts";
import { isMeasured, stepsPerEpoch } from "./schedule.ts";
import type { Source } from "./source.ts";

/** Share of the batch's statistics in the running ones: PyTorch's default. */
const statisticsMomentum = 0.1;

/**
 * A network's walk by the case's descent, as a source of steps; theta_0 is drawn from the stream "initialisation" of the seed. Running
 * statistics follow each part that the gradient is taken on, none that only its noise is. The vectors of theta, of theta to come and of
 * the last two gradients are allocated once and change places.
 */
export function networkSource(one: Case, program: Program, samples: Samples): Source & Disposable {
  const { network } = program;
  const perEpoch = stepsPerEpoch(one);
  const origin = initialise(network, randomStream(one.seed, "initialisation"));
  const noiseContext: NoiseContext = {
    case: one,
    program,
    origin,
    miniBatch: (step) => samples.batch(...placeOf(step)),
    drawBatch: samples.drawBatch,
  };
  const legs = legsOf(one).map((leg) => ({
    ...leg,
    rule: sgd({ ...one, learningRate: leg.learningRate }),
    noise: noiseOf(leg, noiseContext),
  }));
  const velocity = legs[0]!.rule.init(network.parameterCount);
  const statistics = initialStatistics(network);
  const validation = samples.holdValidation(program);
  let theta = origin.slice();
  let next = new Float32Array(theta.length);
  let gradient = new Float32Array(theta.length);
  let previousGradient = new Float32Array(theta.length);
  const added = new Float32Array(legs.some(({ noise }) => noise) ? theta.length : 0);
  let index = 0;

  /** Epoch, counted from 1, and step in it. */
  function placeOf(step: number): [epoch: number, stepInEpoch: number] {
    return [Math.floor(step / perEpoch) + 1, step % perEpoch];
  }

  function followStatistics(answer: Gradient): void {
    for (let i = 0; i < statistics.length; i++) {
      statistics[i] = (1 - statisticsMomentum) * statistics[i]! + statisticsMomentum * answer.statistics[i]!;
    }
  }

  const vectors = () => [theta, velocity, statistics, gradient, ...legs.flatMap(({ noise }) => noise?.estimates ?? [])];

  return {
    stepsPerEpoch: perEpoch,
    get theta() {
      return theta;
    },
    async next() {
      const [epoch, stepInEpoch] = placeOf(index);
      const { descent, learningRate, rule, noise } = legs.findLast(({ since }) => since <= index)!;
      const mini = descent.gradient === "mini-batch";
      const batch = mini ? samples.batch(epoch, stepInEpoch) : samples.fullBatch(epoch, stepInEpoch);
      const subBatchSize = Math.min(one.subBatchSize ?? Infinity, batch.labels.length);
      const sum = descent.gradient === "full batch sum";
      [previousGradient, gradient] = [gradient, previousGradient];
      const { loss, correct } = await batchGradient(
        { program, theta, batch, subBatchSize, sum, onPart: followStatistics },
        gradient,
      );
      if (noise) {
        await noise.draw(index, theta, added);
        for (let i = 0; i < gradient.length; i++) gradient[i]! += added[i]!;
      }
      rule.update(theta, gradient, velocity, next);
      const step = {
        index,
        epoch,
        stepInEpoch,
        measured: isMeasured(one, epoch, stepInEpoch),
        learningRate,
        from: theta,
        to: next,
        origin,
        gradient,
        previousGradient: index > 0 ? previousGradient : undefined,
        batch,
        subBatchSize,
      };
      // What is not finite in the gradient is not finite in the next theta either.
      const finite = Number.isFinite(loss) && firstNonFinite(next) < 0 && firstNonFinite(statistics) < 0;
      [theta, next] = [next, theta];
      index++;
      const taken = { step, loss, correct, samples: batch.labels.length, finite };
      return noise ? { ...taken, noise: added } : taken;
    },
    validate: () => program.evaluate(theta, validation, { running: statistics }),
    vectors,
    restore(steps, stored) {
      index = steps;
      vectors().forEach((vector, position) => vector.set(stored[position]!));
    },
    [Symbol.dispose]: () => validation[Symbol.dispose](),
  };
}
