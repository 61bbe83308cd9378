/**
 * The two hot paths of each network on the default engine: the training step at batch 100 and the segment of ten points. One thread
 * inside an operator, as cases run side by side. Inputs are noise: the time does not depend on what they show.
 */

import { openEngine } from "../src/engine/open.ts";
import { normals, randomStream } from "../src/math/random.ts";
import { initialise } from "../src/network/initialise.ts";
import { mlp, resolveNetwork, vgg11 } from "../mod.ts";
import type { Batch } from "../src/spec/engine.ts";
import type { Network } from "../src/spec/network.ts";

const subjects = [
  { network: mlp(), label: "mlp", samples: 1000 },
  { network: vgg11({ width: 1 / 8 }), label: "vgg11 at width 1/8", samples: 250 },
  { network: vgg11(), label: "vgg11", samples: 100 },
];

const { engine } = await openEngine("onnx:cpu", { threads: 1 });

for (const { network, label, samples } of subjects) {
  const resolved = resolveNetwork(network);
  const program = await engine.compile(resolved);
  const from = initialise(resolved, randomStream(0, "initialisation"));
  const to = from.map((value) => value * 0.999);
  const batch = noise(network, 100);
  const set = program.hold(noise(network, samples), samples);
  const alphas = Array.from({ length: 10 }, (_, index) => (index + 1) / 10);

  Deno.bench(`training step, batch 100: ${label}`, async () => {
    await program.gradient(from, batch);
  });

  Deno.bench(`segment, 10 points on ${samples} samples: ${label}`, async () => {
    await program.segment(from, to, alphas, set);
  });
}

function noise({ input, classes }: Network, count: number): Batch {
  const random = randomStream(0, "bench");
  const normal = normals(random);
  const inputs = Float32Array.from({ length: count * input[0] * input[1] * input[2] }, () => normal());
  return { inputs, labels: Int32Array.from({ length: count }, () => Math.floor(random() * classes)) };
}
