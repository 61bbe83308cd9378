import { gather } from "../data/gather.ts";
import { legsOf } from "../optim/leg.ts";
import type { Case } from "../spec/case.ts";
import type { Dataset } from "../spec/dataset.ts";
import type { ResolvedNetwork } from "../spec/network.ts";
import type { SegmentRow, StepRow } from "../spec/row.ts";
import { diskError } from "../spec/disk_error.ts";
import { UserError } from "../spec/user_error.ts";
import { npy } from "./npy.ts";
import { replaceFile } from "./replace_file.ts";
import type { Samples } from "./samples.ts";
import { totalSteps } from "./schedule.ts";
import type { SourceStep } from "./source.ts";

/** Writes down a walk so that another program can repeat it. */
export interface WalkExport {
  /** Takes down one step; the steps come in order, from the first. */
  step(taken: SourceStep, row: StepRow, segments: readonly SegmentRow[]): void;
  /**
   * Writes the files.
   *
   * @throws {UserError} If the disk is full or the folder cannot be written.
   */
  write(theta: Float32Array<ArrayBuffer>): Promise<void>;
}

/** What a walk export may take, bytes: an augmented walk holds every mini-batch as it was seen, a noisy one the noise of each step. */
const largestExport = 4 * 2 ** 30;

/** Names the folder. */
const flag = "--export-walk";

/**
 * Takes down a walk as plain `.npy` files in `directory`, so that it can be repeated in PyTorch from the same theta_0 and batches.
 * `walk.json` lists the files with their shapes, the case, and the blocks of theta with names, shapes and offsets; their order
 * and shapes are PyTorch's. Batches index the rows of `inputs.npy`, whose first `evaluationSamples` rows are the evaluation samples.
 * The files are described in docs/export.md.
 *
 * @throws {UserError} If the export would be larger than 4 GiB, or full batches are augmented.
 */
export function exportWalk(
  directory: string,
  { case: one, network, dataset, samples }: {
    readonly case: Case;
    readonly network: ResolvedNetwork;
    readonly dataset: Dataset;
    readonly samples: Samples;
  },
): WalkExport {
  const total = totalSteps(one);
  const pixels = dataset.shape[0] * dataset.shape[1] * dataset.shape[2];
  const augmented = one.augmentation !== "none";
  const legs = legsOf(one);
  if (augmented && legs.some(({ descent }) => descent.gradient !== "mini-batch")) {
    throw new UserError(
      "Cannot export the walk as full batches must not be augmented at each step: take no augmentation",
    );
  }
  const noisy = legs.some(({ descent }) => descent.noise);
  const { parameters, parameterCount } = network;
  const bytes = 4 * pixels * (one.trainSamples + (augmented ? total * one.batchSize : 0)) +
    (noisy ? 4 * total * parameterCount : 0);
  if (bytes > largestExport) {
    throw new UserError(
      `Cannot export the walk as it must take at most 4 GiB: ${
        (bytes / 2 ** 30).toFixed(1)
      } GiB; take fewer steps or samples, no augmentation or no noise`,
    );
  }

  const rowOf = new Map([...samples.train].map((index, row) => [index, row]));
  const batches = new Int32Array(total * one.batchSize);
  const seen = new Float32Array(augmented ? total * one.batchSize * pixels : 0);
  const noises = new Float32Array(noisy ? total * parameterCount : 0);
  const columns = new Map<string, Float64Array<ArrayBuffer>>();
  const measured: number[] = [];
  const losses: number[] = [];
  let origin = new Float32Array(0);
  let steps = 0;

  return {
    step({ step, noise }, { values }, segments) {
      if (steps === 0) origin = step.origin.slice();
      const order = samples.order(step.epoch, step.stepInEpoch);
      batches.set(order.map((index) => rowOf.get(index)!), step.index * one.batchSize);
      if (augmented) seen.set(step.batch.inputs, step.index * one.batchSize * pixels);
      if (noise) noises.set(noise, step.index * parameterCount);
      for (const [name, value] of Object.entries(values)) {
        if (!columns.has(name)) columns.set(name, new Float64Array(total).fill(NaN));
        columns.get(name)![step.index] = value;
      }
      const fixed = segments.filter(({ draw }) => draw === "fixed");
      if (fixed.length > 0) measured.push(step.index);
      losses.push(...fixed.map(({ loss }) => loss));
      steps++;
    },
    async write(theta) {
      await makeFolder(directory);
      const files: Record<string, readonly number[]> = {};
      const put = async (name: string, values: Parameters<typeof npy>[0], shape: readonly number[]) => {
        await replaceFile(`${directory}/${name}.npy`, [npy(values, shape)], { flag });
        files[`${name}.npy`] = shape;
      };
      const { inputs, labels } = gather(dataset, samples.train);
      await put("inputs", inputs, [one.trainSamples, ...dataset.shape]);
      await put("labels", labels, [one.trainSamples]);
      await put("sample_indices", samples.train.slice(), [one.trainSamples]);
      await put("theta_0", origin, [origin.length]);
      await put("theta_end", theta, [theta.length]);
      await put("batches", batches.slice(0, steps * one.batchSize), [steps, one.batchSize]);
      if (augmented) {
        await put("batch_inputs", seen.slice(0, steps * one.batchSize * pixels), [
          steps,
          one.batchSize,
          ...dataset.shape,
        ]);
      }
      if (noisy) await put("noise", noises.slice(0, steps * parameterCount), [steps, parameterCount]);
      for (const [name, values] of columns) {
        await put(name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), values.slice(0, steps), [steps]);
      }
      await put("measured_steps", Int32Array.from(measured), [measured.length]);
      await put("segments", Float64Array.from(losses), [measured.length, one.points + 1]);
      const description = { case: one, steps, files, parameters };
      const text = JSON.stringify(description, null, 2) + "\n";
      await replaceFile(`${directory}/walk.json`, [new TextEncoder().encode(text)], { flag });
    },
  };
}

async function makeFolder(directory: string): Promise<void> {
  try {
    await Deno.mkdir(directory, { recursive: true });
  } catch (error) {
    throw diskError(error, "write", directory, flag);
  }
}
