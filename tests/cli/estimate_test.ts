import { assert, assertEquals } from "@std/assert";
import { type Estimate, estimateCases, workerMemory } from "../../src/cli/estimate.ts";
import { timeSteps } from "../../src/cli/time_steps.ts";
import { distance } from "../../src/measure/distance.ts";
import { segment } from "../../src/measure/segment.ts";
import { mlp } from "../../src/network/mlp.ts";
import { resolveNetwork } from "../../src/network/resolve.ts";
import { vgg11 } from "../../src/network/vgg11.ts";
import type { Case } from "../../src/spec/case.ts";
import { sgdDescent } from "../../src/spec/descent.ts";
import {
  gdDescent,
  gdWithIsotropicNoise,
  gdWithMatchedNoise,
  gdWithStructuredNoise,
} from "../../src/spec/noise_arms.ts";
import { openReference } from "../reference/engine.ts";
import { quadraticCase } from "../reference/quadratic.ts";

const network = mlp({ hidden: [2] });
const small = quadraticCase({ network, evaluationSamples: 4, evaluationBatchSize: 2, points: 2, batchSize: 2 });

function estimate(cases: readonly Case[]) {
  using engine = openReference();
  return estimateCases(cases, [segment()], engine);
}

Deno.test("estimateCases() reckons the memory of samples from the case, not from the few that it evaluates", async () => {
  const large = { ...small, evaluationSamples: 45_000, validationSamples: 10_001 };
  const [few, many] = await estimate([small, large]) as [Estimate, Estimate];
  // MNIST images as float32: evaluation samples held with labels, gathered and held anew; validation samples held.
  const image = 4 * 784;
  assertEquals(many.memoryBytes - few.memoryBytes, 44_996 * (3 * image + 4) + 10_000 * image);
});

Deno.test("estimateCases() times each network once and scales with steps and points", async () => {
  const twice = { ...small, epochs: 2 * small.epochs };
  const [once, longer] = await estimate([small, twice]) as [Estimate, Estimate];
  assertEquals(longer.trainSeconds, 2 * once.trainSeconds);
  assertEquals(longer.steps, 2 * once.steps);
  assert(once.measureSeconds > 0);
});

Deno.test("workerMemory() counts each network's program once and the largest rest", () => {
  const cases = [small, { ...small, seed: 1 }, { ...small, network: vgg11() }];
  const estimates = [[30, 10], [50, 10], [45, 20]].map(([memoryBytes, programBytes]) => ({
    steps: 1,
    trainSeconds: 1,
    measureSeconds: 1,
    memoryBytes: memoryBytes!,
    programBytes: programBytes!,
  }));
  assertEquals(workerMemory(cases, estimates), 40 + 10 + 20);
});

Deno.test("timeSteps() can time steps of every descent, also where one batch is all training samples", async () => {
  using engine = openReference();
  const program = await engine.compile(resolveNetwork(network));
  const descents = [sgdDescent, gdDescent, gdWithMatchedNoise({ every: 2 }), gdWithStructuredNoise];
  const cases = [
    ...descents.map((descent) => ({ ...small, descent })),
    { ...small, batchSize: small.trainSamples, subBatchSize: 2 },
    { ...small, descent: gdWithIsotropicNoise({ factor: 1, as: "variance" }), augmentation: "none" as const },
  ];
  for (const one of cases) {
    const { trainSeconds, measureSeconds } = await timeSteps(one, [distance(), segment()], program);
    assert(trainSeconds > 0 && measureSeconds > 0);
  }
});
