/** The hot paths of whole networks: the training step and the segment of ten points. */

import { openEngine } from "../src/engine/open.ts";
import { randomStream } from "../src/math/random.ts";
import { gradientFlops, segmentFlops } from "../src/network/flops.ts";
import { initialise } from "../src/network/initialise.ts";
import { mlp } from "../src/network/mlp.ts";
import { resnet56 } from "../src/network/resnet56.ts";
import { resolveNetwork } from "../src/network/resolve.ts";
import { vgg11 } from "../src/network/vgg11.ts";
import { sgd } from "../src/optim/sgd.ts";
import type { BenchSetting, Subject } from "../src/spec/bench.ts";
import type { Program } from "../src/spec/engine.ts";
import type { ResolvedNetwork } from "../src/spec/network.ts";
import { noiseBatch } from "./noise.ts";

const batch = 100;
const points = 10;

interface Measured {
  readonly name: string;
  readonly network: ResolvedNetwork;
  /** How many samples a segment is evaluated on, in batches of 100. */
  readonly samples: number;
  /** theta_0, drawn once. */
  readonly theta: () => Float32Array<ArrayBuffer>;
}

const measured: readonly Measured[] = ([
  ["mlp", mlp(), 2000],
  ["vgg11 at width 1/16", vgg11({ width: 1 / 16 }), 200],
  ["vgg11", vgg11(), 100],
  ["resnet56", resnet56(), 100],
] as const).map(([name, description, samples]) => {
  const network = resolveNetwork(description);
  let theta: Float32Array<ArrayBuffer> | undefined;
  return { name, network, samples, theta: () => theta ??= initialise(network, randomStream(0, "initialisation")) };
});

/** Training steps at batch 100: the gradient on noise, always at theta_0, and the update. */
export function stepSubjects(setting: BenchSetting): Subject[] {
  return measured.map(({ name, network, theta: origin }) => ({
    name: `training step, batch ${batch}: ${name}`,
    kind: "step",
    work: { count: batch, unit: "images" },
    flops: batch * gradientFlops(network),
    async open() {
      const { program, close } = await openProgram(network, setting);
      const theta = origin();
      const images = noiseBatch(network.network, batch);
      const rule = sgd({ learningRate: 0.1, momentum: 0, weightDecay: 1e-4 });
      const [velocity, into] = [rule.init(theta.length), theta.slice()];
      return {
        async run() {
          const { gradient } = await program.gradient(theta, images);
          rule.update(theta, gradient, velocity, into);
        },
        [Symbol.dispose]: close,
      };
    },
  }));
}

/** Segments of ten points, each of which begins where the one before ended, as on a walk. */
export function segmentSubjects(setting: BenchSetting): Subject[] {
  const alphas = Array.from({ length: points }, (_, index) => (index + 1) / points);
  return measured.map(({ name, network, samples, theta }) => ({
    name: `segment, ${points} points on ${samples} samples: ${name}`,
    kind: "segment",
    work: { count: points * samples, unit: "evaluations" },
    flops: samples * segmentFlops(network, points),
    async open() {
      const { program, close } = await openProgram(network, setting);
      const set = program.hold(noiseBatch(network.network, samples), batch);
      // Three places in turn: two would both be known after the first segments.
      const places = [1, 0.999, 0.998].map((scale) => theta().map((value) => scale * value));
      let at = 0;
      return {
        async run() {
          await program.segment(places[at]!, places[(at + 1) % 3]!, alphas, set);
          at = (at + 1) % 3;
        },
        [Symbol.dispose]() {
          set[Symbol.dispose]();
          close();
        },
      };
    },
  }));
}

interface OpenProgram {
  readonly program: Program;
  close(): void;
}

async function openProgram(network: ResolvedNetwork, { engine: name, threads }: BenchSetting): Promise<OpenProgram> {
  const { engine } = await openEngine(name, { threads });
  const program = await engine.compile(network);
  return {
    program,
    close() {
      program[Symbol.dispose]();
      engine[Symbol.dispose]();
    },
  };
}
