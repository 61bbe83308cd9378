import type { ResolvedLayer } from "../../src/spec/network.ts";
import type { Pass, PassContext } from "./pass.ts";

type BatchNorm = Extract<ResolvedLayer, { kind: "batchNorm" }>;

const epsilon = 1e-5;

/**
 * y = scale (x - mean) / sqrt(variance + 1e-5) + shift, for each channel over samples and places. The batch's variance is
 * biased where it normalises and unbiased where it is handed on, as PyTorch does.
 */
export function passBatchNorm(layer: BatchNorm, input: Float64Array, context: PassContext): Pass {
  const { count, theta, gradient, running, statistics } = context;
  const [channels, height = 1, width = 1] = layer.input as [number, number?, number?];
  const places = height * width;
  const total = count * places;
  const output = new Float64Array(input.length);
  const normalised = new Float64Array(input.length);
  const inverseDeviations = new Float64Array(channels);

  function* indicesOf(channel: number): Generator<number> {
    for (let n = 0; n < count; n++) {
      for (let place = 0; place < places; place++) yield (n * channels + channel) * places + place;
    }
  }

  for (let channel = 0; channel < channels; channel++) {
    let sum = 0;
    for (const at of indicesOf(channel)) sum += input[at]!;
    let mean = sum / total;
    let squares = 0;
    for (const at of indicesOf(channel)) squares += (input[at]! - mean) ** 2;
    let variance = squares / total;
    statistics[layer.mean.offset + channel] = mean;
    statistics[layer.variance.offset + channel] = squares / (total - 1);
    if (running) {
      mean = running[layer.mean.offset + channel]!;
      variance = running[layer.variance.offset + channel]!;
    }
    inverseDeviations[channel] = 1 / Math.sqrt(variance + epsilon);
    for (const at of indicesOf(channel)) {
      normalised[at] = (input[at]! - mean) * inverseDeviations[channel]!;
      output[at] = theta[layer.scale.offset + channel]! * normalised[at]! + theta[layer.shift.offset + channel]!;
    }
  }

  return {
    output,
    backward(outputGradient) {
      const inputGradient = new Float64Array(input.length);
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        let sumNormalised = 0;
        for (const at of indicesOf(channel)) {
          sum += outputGradient[at]!;
          sumNormalised += outputGradient[at]! * normalised[at]!;
        }
        gradient[layer.shift.offset + channel]! += sum;
        gradient[layer.scale.offset + channel]! += sumNormalised;
        const factor = theta[layer.scale.offset + channel]! * inverseDeviations[channel]!;
        for (const at of indicesOf(channel)) {
          // The batch's mean and variance depend on each input too; running statistics do not.
          const correction = running ? 0 : (sum + normalised[at]! * sumNormalised) / total;
          inputGradient[at] = factor * (outputGradient[at]! - correction);
        }
      }
      return inputGradient;
    },
  };
}
