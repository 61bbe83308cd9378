/**
 * Walks, evaluates the segment of every step or every n-th in full, and decides its barrier again as --certify does, on what the full
 * evaluation gave: are the decisions the same, and how many evaluations did they take? Also on segments lifted until their highest point
 * lies just above both ends, where every certificate is wrong; and, where no normalisation ties samples to their batch, on fewer, larger
 * batches, put together from the same ones.
 *
 *     deno run -P=suite bench/studies/certify_walk.ts --steps 2040 --batches 32 --batch-size 50
 */

import { parseArgs } from "@std/cli/parse-args";
import { loadDataset } from "../../src/data/load.ts";
import { openEngine } from "../../src/engine/open.ts";
import { randomStream, shuffle } from "../../src/math/random.ts";
import { barrierExcess } from "../../src/measure/barrier.ts";
import { certifyNoBarrier } from "../../src/measure/certify_no_barrier.ts";
import { SegmentSums } from "../../src/measure/segment_sums.ts";
import { mlp } from "../../src/network/mlp.ts";
import { resolveNetwork } from "../../src/network/resolve.ts";
import { vgg11 } from "../../src/network/vgg11.ts";
import type { Case } from "../../src/spec/case.ts";
import type { Program } from "../../src/spec/engine.ts";
import type { Measure } from "../../src/spec/measure.ts";
import { runCase } from "../../src/walk/run_case.ts";

const points = 10;
const tolerances = [0, 1e-6, 1e-4, 1e-3];
/** Of a loss: how far above the greater end a lifted segment's highest point lies. */
const lift = 1e-9;

const models = {
  mlp: { network: mlp(), dataset: "mnist", augmentation: "none" },
  vgg11: { network: vgg11({ width: 1 / 16 }), dataset: "cifar10", augmentation: "crop-flip" },
} as const;

const flags = parseArgs(Deno.args) as Readonly<Record<string, string | number | undefined>>;
const numberOf = (flag: string, otherwise: number) => Number(flags[flag] ?? otherwise);
const model = flags.model === "vgg11" ? "vgg11" : "mlp";
const [batches, batchSize] = [numberOf("batches", 32), numberOf("batch-size", 50)];
const [steps, every, orders] = [numberOf("steps", 2040), numberOf("every", 1), numberOf("orders", 4)];
const trainSamples = numberOf("train-samples", 6000);

/** The losses of one segment, `[batches][points + 1]`, each the sum over a batch's samples. */
type Table = readonly (readonly number[])[];

/** What came out for one way of putting batches together. */
class Tally {
  readonly together: number;
  readonly barriers = tolerances.map(() => 0);
  steps = 0;
  certified = 0;
  wrong = 0;
  evaluated = 0;
  lifted = 0;
  wrongLifted = 0;

  constructor(together: number) {
    this.together = together;
  }

  async add(step: number, fine: Table): Promise<void> {
    const table = putTogether(fine, this.together);
    const losses = meansOf(table);
    const top = Math.max(losses[0]!, losses.at(-1)!);
    const excess = barrierExcess(losses);
    tolerances.forEach((tolerance, index) => this.barriers[index]! += Number(excess > tolerance * top));
    this.steps++;
    for (let order = 0; order < orders; order++) {
      const { certified, share } = await this.#decide(table, randomStream(order, `certify/${step}`));
      this.certified += Number(certified);
      this.wrong += Number(certified && excess > 0);
      this.evaluated += share;
      const lifting = lift * top - excess;
      const lifted = table.map((row) =>
        row.map((sum, point) => point % points === 0 ? sum : sum + lifting * batchSize * this.together)
      );
      if (!(barrierExcess(meansOf(lifted)) > 0)) continue;
      this.lifted++;
      this.wrongLifted += Number((await this.#decide(lifted, randomStream(order, `lifted/${step}`))).certified);
    }
  }

  async #decide(table: Table, random: () => number): Promise<{ certified: boolean; share: number }> {
    const size = batchSize * this.together;
    const theta = new Float32Array(0);
    const sums = new SegmentSums({
      program: programOf(table),
      step: { from: theta, to: theta },
      set: { size: size * table.length, batchSize: size, [Symbol.dispose]() {} },
      points,
    });
    sums.take(0, Float64Array.from(table, (row) => row[0]!));
    await sums.complete([0, points]);
    const certified = await certifyNoBarrier(sums, shuffle(table.map((_, batch) => batch), random));
    if (!certified) await sums.complete(Array.from({ length: points }, (_, point) => point));
    return { certified, share: sums.evaluations / (size * table.length * points) };
  }

  row(): Record<string, string | number> {
    const trials = this.steps * orders;
    return {
      batches: Math.floor(batches / this.together),
      "samples a batch": batchSize * this.together,
      steps: this.steps,
      "barriers at 0, 1e-6, 1e-4, 1e-3": this.barriers.join(", "),
      decisions: trials,
      certified: this.certified,
      wrong: this.wrong,
      "evaluations, times fewer": (trials / this.evaluated).toFixed(2),
      lifted: this.lifted,
      "wrong of them": this.wrongLifted,
    };
  }
}

/** A program that knows one segment, and only that. */
function programOf(table: Table): Program {
  const segmentSums: Program["segmentSums"] = (_from, _to, alphas, _set, places) =>
    Promise.resolve(
      Float64Array.from(places.flatMap((place) => alphas.map((alpha) => table[place]![Math.round(alpha * points)]!))),
    );
  return { segmentSums } as Program;
}

function putTogether(table: Table, together: number): Table {
  return Array.from({ length: Math.floor(table.length / together) }, (_, batch) => {
    const own = table.slice(batch * together, (batch + 1) * together);
    return own[0]!.map((_, point) => own.reduce((sum, row) => sum + row[point]!, 0));
  });
}

/** Sums over the batches, divided by their number: means, up to the samples a batch has. */
function meansOf(table: Table): number[] {
  return table[0]!.map((_, point) => table.reduce((sum, row) => sum + row[point]!, 0) / table.length);
}

const togethers = model === "mlp" ? [1, 2, 4, 10] : [1];
const tallies = togethers.filter((together) => batches / together >= 6).map((together) => new Tally(together));

const comparison: Measure = {
  name: "comparison",
  options: null,
  gives: {},
  passes: () => 0,
  start({ program, evaluation }) {
    let end = { step: -1, sums: new Float64Array(0) };
    return {
      async step(step) {
        if (step.index % every !== 0) return;
        const sums = new SegmentSums({ program, step, set: evaluation, points });
        if (end.step === step.index) sums.take(0, end.sums);
        const all = Array.from({ length: points + 1 }, (_, point) => point);
        await sums.complete(all);
        end = { step: step.index + 1, sums: sums.sums(points) };
        const table = Array.from({ length: sums.batches }, (_, batch) => all.map((point) => sums.sum(batch, point)));
        for (const tally of tallies) await tally.add(step.index, table);
      },
    };
  },
};

const one: Case = {
  ...models[model],
  trainSamples,
  evaluationSamples: batches * batchSize,
  evaluationBatchSize: batchSize,
  validationSamples: 100,
  learningRate: numberOf("learning-rate", 0.1),
  momentum: 0,
  weightDecay: 1e-4,
  batchSize: 100,
  epochs: Math.ceil(steps / Math.floor(trainSamples / 100)),
  steps,
  measuredEpochs: [],
  measuredSteps: 1,
  points,
  seed: numberOf("seed", 0),
};

const { engine } = await openEngine("onnx:cpu", { threads: 1 });
const network = resolveNetwork(one.network);
using program = await engine.compile(network);
const checkpoints = await Deno.makeTempDir();
try {
  await runCase({
    runCase: { id: "certify", case: one, parameterCount: network.parameterCount },
    program,
    dataset: await loadDataset(one.dataset),
    measures: [comparison],
    sink: { append: () => Promise.resolve(), rewind: () => Promise.resolve(true) },
    checkpoints,
    stopping: () => false,
    onProgress: ({ step }) => console.error(`${step} of ${steps} steps`),
  });
} finally {
  await Deno.remove(checkpoints, { recursive: true });
}
console.table(tallies.map((tally) => tally.row()));
