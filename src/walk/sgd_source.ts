import { firstNonFinite } from "../math/vectors.ts";
import { initialise, initialStatistics } from "../network/initialise.ts";
import { randomStream } from "../math/random.ts";
import { sgd } from "../optim/sgd.ts";
import type { Case } from "../spec/case.ts";
import type { Program } from "../spec/engine.ts";
import type { Samples } from "./samples.ts";
import { isMeasured, stepsPerEpoch } from "./schedule.ts";
import type { Source } from "./source.ts";

/** Share of the batch's statistics in the running ones: PyTorch's default. */
const statisticsMomentum = 0.1;

/**
 * Stochastic gradient descent on a network, as a source of steps; theta_0 is drawn from the stream "initialisation" of the seed. The
 * vectors of theta, of theta to come and of the last two gradients are allocated once and change places.
 */
export function sgdSource(one: Case, program: Program, samples: Samples): Source & Disposable {
  const { network } = program;
  const perEpoch = stepsPerEpoch(one);
  const rule = sgd(one);
  const origin = initialise(network, randomStream(one.seed, "initialisation"));
  const velocity = rule.init(network.parameterCount);
  const statistics = initialStatistics(network);
  const validation = samples.holdValidation(program);
  let theta = origin.slice();
  let next = new Float32Array(theta.length);
  let gradient = new Float32Array(theta.length);
  let previousGradient = new Float32Array(theta.length);
  let index = 0;

  return {
    stepsPerEpoch: perEpoch,
    get theta() {
      return theta;
    },
    async next() {
      const epoch = Math.floor(index / perEpoch) + 1;
      const stepInEpoch = index % perEpoch;
      const batch = samples.batch(epoch, stepInEpoch);
      const answer = await program.gradient(theta, batch);
      [previousGradient, gradient] = [gradient, previousGradient];
      gradient.set(answer.gradient);
      for (let i = 0; i < statistics.length; i++) {
        statistics[i] = (1 - statisticsMomentum) * statistics[i]! + statisticsMomentum * answer.statistics[i]!;
      }
      rule.update(theta, gradient, velocity, next);
      const step = {
        index,
        epoch,
        stepInEpoch,
        measured: isMeasured(one, epoch, stepInEpoch),
        learningRate: one.learningRate,
        from: theta,
        to: next,
        origin,
        gradient,
        previousGradient: index > 0 ? previousGradient : undefined,
        batch,
        subBatchSize: one.subBatchSize ?? one.batchSize,
      };
      // What is not finite in the gradient is not finite in the next theta either.
      const finite = Number.isFinite(answer.loss) && firstNonFinite(next) < 0 && firstNonFinite(statistics) < 0;
      [theta, next] = [next, theta];
      index++;
      return { step, loss: answer.loss, correct: answer.correct, samples: batch.labels.length, finite };
    },
    validate: () => program.evaluate(theta, validation, { running: statistics }),
    vectors: () => [theta, velocity, statistics, gradient],
    restore(steps, stored) {
      index = steps;
      [theta, velocity, statistics, gradient].forEach((vector, position) => vector.set(stored[position]!));
    },
    [Symbol.dispose]: () => validation[Symbol.dispose](),
  };
}
