/** The samples that both walk on. */

import { gather } from "../../src/data/gather.ts";
import { loadDataset } from "../../src/data/load.ts";
import { UserError } from "../../src/spec/user_error.ts";
import { complaintOf } from "./contestant.ts";
import type { Work } from "./works.ts";

/** Mini-batches are drawn from so many samples at least. */
const leastSamples = 2000;

const packing = `
import numpy, sys, torch
path, *shape = sys.argv[1:]
x = numpy.fromfile(path + ".images", numpy.float32).reshape([-1, *map(int, shape)])
numpy.savez(path, x=x, y=numpy.fromfile(path + ".labels", numpy.int32).astype(numpy.int64))
`;

/** Writes the first training images of a work's data set for both, as NumPy reads them and as plain numbers, and says where. */
export async function writeSamples(work: Work, folder: string, python: string): Promise<string> {
  const dataset = await loadDataset(work.dataset);
  const count = Math.max(work.evaluated, leastSamples);
  const { inputs, labels } = gather(dataset, Int32Array.from({ length: count }, (_, index) => index));
  const path = `${folder}/${work.model}.npz`;
  await Deno.writeFile(`${path}.images`, new Uint8Array(inputs.buffer));
  await Deno.writeFile(`${path}.labels`, new Uint8Array(labels.buffer));
  const complaint = await pack(python, [path, ...dataset.shape.map(String)]);
  if (complaint === undefined) return path;
  throw new UserError(`Cannot time PyTorch as --python must name a Python with torch and numpy: ${complaint}`);
}

/** Packs plain numbers as NumPy reads them; gives what is missing. */
async function pack(python: string, args: readonly string[]): Promise<string | undefined> {
  try {
    const command = new Deno.Command(python, { args: ["-c", packing, ...args], stdout: "null", stderr: "piped" });
    const { success, stderr } = await command.output();
    if (!success) return `${python}: ${complaintOf(new TextDecoder().decode(stderr))}`;
    await Deno.stat(args[0]!);
    return undefined;
  } catch (error) {
    if (error instanceof Deno.errors.PermissionDenied) return `${python} cannot be run`;
    if (error instanceof Deno.errors.NotFound) return `${python} is not there, or no Python`;
    throw error;
  }
}
