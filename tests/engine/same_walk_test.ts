/** Engines walk the same 50 steps of SGD from the same theta_0 and batches, and stay together. */

import { sgd } from "../../src/optim/sgd.ts";
import { surveyEngines } from "../../src/engine/availability.ts";
import { isSoftwareAdapter } from "../../src/engine/gpu.ts";
import { openEngine } from "../../src/engine/open.ts";
import type { Engine } from "../../src/spec/engine.ts";
import type { Network } from "../../src/spec/network.ts";
import { openReference } from "../reference/engine.ts";
import { drawBatch, drawExample, smallNetworks } from "../reference/small_networks.ts";
import { assertCloseInNorm, assertCloseLoss } from "./contract/closeness.ts";

interface Walk {
  readonly engine: string;
  readonly losses: readonly number[];
  /** theta after the last step. */
  readonly end: Float32Array;
}

async function walk(engine: Engine, name: string, network: Network): Promise<Walk> {
  const { network: resolved, theta } = drawExample(network, 1);
  using program = await engine.compile(resolved);
  const rule = sgd({ learningRate: 0.1, momentum: 0.9, weightDecay: 1e-4 });
  const velocity = rule.init(theta.length);
  const losses: number[] = [];
  for (let t = 0; t < 50; t++) {
    const { loss, gradient } = await program.gradient(theta, drawBatch(network, 16, t % 5));
    losses.push(loss);
    rule.update(theta, gradient, velocity, theta);
  }
  return { engine: name, losses, end: theta };
}

const engines: { name: string; open: () => Promise<Engine> }[] = [
  { name: "the float64 reference", open: () => Promise.resolve(openReference()) },
];
for (const engine of await surveyEngines()) {
  // A GPU that the processor plays would take most of the test's time; the contract has its numbers.
  if (!engine.available || isSoftwareAdapter(engine.info.device)) continue;
  engines.push({ name: engine.name, open: async () => (await openEngine(engine.name)).engine });
}

// Noise of 1e-6 of each gradient, what float32 rounds, moves theta and losses of the reference by 1e-6 in 50 steps. Ten times
// that, as sums are made in other orders; a wrong rule or a stale buffer differs by 1e-2.
const tolerance = 1e-5;

for (const name of ["mlp", "vgg block", "residual with shortcut"]) {
  Deno.test(`engines stay together over 50 steps of ${name}`, async (test) => {
    const network = smallNetworks.find((small) => small.name === name)!;
    const walks: Walk[] = [];
    for (const { name, open } of engines) {
      using engine = await open();
      const next = await walk(engine, name, network);
      for (const other of walks) {
        await test.step(`${other.engine} and ${name}`, () => {
          next.losses.forEach((loss, t) => assertCloseLoss(loss, other.losses[t]!, tolerance, `loss at step ${t}`));
          assertCloseInNorm(next.end, other.end, tolerance, "theta after the last step");
        });
      }
      walks.push(next);
    }
  });
}
