/**
 * The same walk as walk.py on our engine, with the same flags and the same last line: gradient and update, then the losses at
 * `--points` + 1 places of the step.
 */

import process from "node:process";
import { parseArgs } from "@std/cli/parse-args";
import { openEngine } from "../../src/engine/open.ts";
import { randomStream } from "../../src/math/random.ts";
import { initialise } from "../../src/network/initialise.ts";
import { resolveNetwork } from "../../src/network/resolve.ts";
import { sgd } from "../../src/optim/sgd.ts";
import type { Batch } from "../../src/spec/engine.ts";
import { works } from "./works.ts";

const flags = parseArgs(Deno.args, { boolean: ["wait", "train-only"], string: ["model", "data"] });
const { model, data } = flags;
const [threads, bs, iters, points, evaluated, chunk] = ["threads", "bs", "iters", "points", "eval-n", "chunk"]
  .map((name) => Number(flags[name])) as [number, number, number, number, number, number];

const network = resolveNetwork(works.find((work) => work.model === model)!.network);
const [channels, height, width] = network.network.input;
const features = channels * height * width;
const inputs = new Float32Array((await Deno.readFile(`${data}.images`)).buffer);
const labels = new Int32Array((await Deno.readFile(`${data}.labels`)).buffer);

const { engine } = await openEngine("onnx:cpu", { threads });
using program = await engine.compile(network);
const rule = sgd({ learningRate: 0.1, momentum: 0, weightDecay: 0 });
let theta = initialise(network, randomStream(0, "initialisation"));
let after = theta.slice();
const velocity = rule.init(theta.length);
using set = program.hold({
  inputs: inputs.slice(0, evaluated * features),
  labels: labels.slice(0, evaluated),
}, chunk);

/** Walks so many steps; the milliseconds that went into training and into segments. */
async function walk(steps: number, alphas: readonly number[]): Promise<{ training: number; segments: number }> {
  let [training, segments] = [0, 0];
  for (let step = 0; step < steps; step++) {
    let start = performance.now();
    const { gradient } = await program.gradient(theta, drawBatch(step));
    rule.update(theta, gradient, velocity, after);
    training += performance.now() - start;
    start = performance.now();
    if (!flags["train-only"]) await program.segment(theta, after, alphas, set);
    segments += performance.now() - start;
    [theta, after] = [after, theta];
  }
  return { training, segments };
}

function drawBatch(step: number): Batch {
  const random = randomStream(step, "bench");
  const chosen = Int32Array.from({ length: bs }, () => Math.floor(random() * labels.length));
  const batch = new Float32Array(bs * features);
  chosen.forEach((sample, place) =>
    batch.set(inputs.subarray(sample * features, (sample + 1) * features), place * features)
  );
  return { inputs: batch, labels: chosen.map((sample) => labels[sample]!) };
}

await walk(1, [0]);
console.log("ready");
if (flags.wait) await Deno.stdin.read(new Uint8Array(1));
const places = Array.from({ length: points + 1 }, (_, index) => index / points);
const { training, segments } = await walk(iters, places);
console.log(JSON.stringify({
  train_img_s: 1000 * iters * bs / training,
  ...!flags["train-only"] && { sweep_evals_s: 1000 * iters * places.length * evaluated / segments },
  peak_bytes: 1024 * process.resourceUsage().maxRSS,
}));
