import type { Json } from "../spec/measure.ts";

/** Where a walk stands: with it, a resumed walk makes the same bits as one that was never interrupted. */
export interface Checkpoint {
  readonly caseId: string;
  /** Steps made. */
  readonly steps: number;
  /** Sums of the epoch begun, and what each observer remembers, in the order of the measures. */
  readonly state: Json;
  readonly vectors: readonly Float32Array<ArrayBuffer>[];
}

const format = 1;

/**
 * Writes a checkpoint beside and renames it, so that a file is always whole: a line of JSON, then the vectors as little-endian
 * float32.
 */
export async function writeCheckpoint(path: string, { vectors, ...rest }: Checkpoint): Promise<void> {
  const lengths = vectors.map((vector) => vector.length);
  const header = new TextEncoder().encode(JSON.stringify({ format, ...rest, lengths }) + "\n");
  const temporary = `${path}.part`;
  {
    using file = await Deno.open(temporary, { write: true, create: true, truncate: true });
    for (const bytes of [header, ...vectors.map(bytesOf)]) await writeAll(file, bytes);
    await file.sync();
  }
  await Deno.rename(temporary, path);
}

/** Reads a checkpoint; undefined where there is none for this case, or one of another format. */
export async function readCheckpoint(path: string, caseId: string): Promise<Checkpoint | undefined> {
  let bytes;
  try {
    bytes = await Deno.readFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
  const end = bytes.indexOf(10);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
  if (header.format !== format || header.caseId !== caseId) return undefined;
  let offset = end + 1;
  const vectors = (header.lengths as number[]).map((length) => {
    const vector = new Float32Array(bytes.slice(offset, offset + 4 * length).buffer);
    offset += 4 * length;
    return vector;
  });
  return { caseId, steps: header.steps, state: header.state, vectors };
}

/** Removes a checkpoint where there is one. */
export async function removeCheckpoint(path: string): Promise<void> {
  try {
    await Deno.remove(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

function bytesOf(vector: Float32Array<ArrayBuffer>): Uint8Array {
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length;) written += await file.write(bytes.subarray(written));
}
