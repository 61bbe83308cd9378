/** Walks that nobody made, by every arm of the noise suite: for the tests of its page. */

import { normals, randomStream } from "../../src/math/random.ts";
import { vgg11 } from "../../src/network/vgg11.ts";
import type { Case } from "../../src/spec/case.ts";
import { sgdDescent } from "../../src/spec/descent.ts";
import type { EpochRow, Measurement, Rows, StepRow } from "../../src/spec/row.ts";
import { expandGrid } from "../../src/walk/expand.ts";
import { stepsPerEpoch } from "../../src/walk/schedule.ts";
import suite from "../../suites/noise.ts";

/** The suite's smoke grids with three seeds, those with weight decay at two learning rates, and a second network at one; the last case is an arm's without a switch. */
export function noiseCases(): Case[] {
  const { smoke } = suite.presets;
  const second = { network: vgg11({ width: 1 / 16 }), dataset: "cifar10", learningRate: 0.1 } as const;
  return expandGrid([
    ...smoke.map((grid) => ({ ...grid, ...(grid.weightDecay === 0 ? {} : { learningRate: [0.1, 0.5] }), seeds: 3 })),
    ...smoke.slice(-1).map((grid) => ({ ...grid, ...second, weightDecay: 1e-4, seeds: 3 })),
  ]);
}

/** How large an arm's noise is here: by formula. */
function noiseOf({ descent: { noise, gradient } = sgdDescent }: Case): number {
  switch (noise?.kind) {
    case "isotropic from initialisation":
      return 20 * (noise.as === "variance" ? Math.sqrt(noise.factor) : noise.factor);
    case "isotropic of matched trace":
    case "structured":
      return 0.8;
    case undefined:
      return gradient === "mini-batch" ? 0.5 : 0;
  }
}

/** How sharp an arm is here at a training loss of 1 nat; elsewhere as the root of the loss. */
function sharpnessOf({ descent: { noise, gradient } = sgdDescent }: Case): number {
  return noise === undefined ? gradient === "mini-batch" ? 1 : 2.5 : noise.kind === "structured" ? 1.6 : 2;
}

/** The rows of a walk: more noise leaves more loss and moves farther, weight decay takes 1 % off the norms. */
export function noiseRows(one: Case): Rows {
  const { learningRate, epochs, seed, network, descent = sgdDescent } = one;
  const normal = normals(randomStream(seed, `synthetic/${network.name}/${learningRate}/${descent.name}`));
  const perEpoch = stepsPerEpoch(one);
  const noise = noiseOf(one);
  const left = one.weightDecay > 0 ? 0.99 : 1;
  const steps: StepRow[] = [];
  const rows: EpochRow[] = [];
  const measurements: Measurement[] = [];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    for (let stepInEpoch = 0; stepInEpoch < perEpoch; stepInEpoch++) {
      const step = (epoch - 1) * perEpoch + stepInEpoch;
      const distance = learningRate * (1 + noise) * Math.sqrt(step + 1) * Math.exp(0.02 * normal());
      const own = descent.noise === undefined ? {} : { noiseNorm: noise * Math.exp(0.02 * normal()) };
      const values = {
        distance,
        ...(step === 0 ? {} : { cosine: 0.1 * normal() }),
        ...own,
      };
      steps.push({ step, epoch, stepInEpoch, learningRate, values });
      if (stepInEpoch === 0) measurements.push({ name: "gradient_noise", step, epoch, value: 0.64 });
    }
    const level = (0.1 + 0.05 * noise) * Math.exp(-epoch * learningRate + 0.05 * normal());
    measurements.push(
      { name: "training_loss", epoch, value: level },
      { name: "sharpness", epoch, value: sharpnessOf(one) * Math.sqrt(level) * Math.exp(0.01 * normal()) },
      { name: "norm_without_gamma", epoch, value: left * (10 + Number(steps.at(-1)!.values.distance)) },
      { name: "norm_gamma", epoch, value: left * 4 },
      { name: "effective_rate", epoch, value: learningRate / (50 * left ** 2) },
    );
    rows.push({
      epoch,
      steps: epoch * perEpoch,
      digest: `synthetic-${epoch}`,
      trainLoss: level,
      trainAccuracy: Math.exp(-level),
      validationLoss: level,
      validationAccuracy: Math.exp(-level - 0.02),
      trainSeconds: 0.1,
      measureSeconds: 0.1,
    });
  }
  return { steps, segments: [], epochs: rows, measurements };
}
