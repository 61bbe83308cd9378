import { createHash } from "node:crypto";
import type { Json } from "../spec/measure.ts";
import { count, list, object, readJson, text } from "../spec/shape.ts";
import { removeFile, replaceFile } from "./replace_file.ts";

/** Where a walk stands: with it, a resumed walk makes the same bits as one that was never interrupted. */
export interface Checkpoint {
  readonly caseId: string;
  /** SHA-256 of the data that it was made on. */
  readonly dataChecksum: string;
  /** Steps made. */
  readonly steps: number;
  /** Sums of the epoch begun, and what each observer remembers, in the order of the measures. */
  readonly state: Json;
  /** Of the source, then of each observer. */
  readonly vectors: readonly Float32Array<ArrayBuffer>[][];
}

/** The first words of a checkpoint, with its format's version; SHA-256 and length of all that follows the line come after them. */
const mark = "sgd-walk checkpoint 3";

/** The file of a case's checkpoint in the folder of a run's. */
export function checkpointPath(checkpoints: string, caseId: string): string {
  return `${checkpoints}/${caseId}.checkpoint`;
}

/**
 * Writes a checkpoint beside its place and renames it: a line with its checksum and length, a line of JSON, then the vectors as
 * little-endian float32.
 *
 * @throws {UserError} where the disk is full or the folder cannot be written.
 */
export async function writeCheckpoint(path: string, { vectors, ...rest }: Checkpoint): Promise<void> {
  const lengths = vectors.map((group) => group.map(({ length }) => length));
  const content = [line(JSON.stringify({ ...rest, lengths })), ...vectors.flat().map(bytesOf)];
  const length = content.reduce((sum, bytes) => sum + bytes.length, 0);
  await replaceFile(path, [line(`${mark} ${sha256(content)} ${length}`), ...content]);
}

/**
 * Reads the checkpoint of a case: `"none"` where there is none, `"unusable"` where it is cut off, altered, of another version or of
 * another case.
 */
export async function readCheckpoint(path: string, caseId: string): Promise<Checkpoint | "none" | "unusable"> {
  let bytes;
  try {
    bytes = await Deno.readFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "none";
    throw error;
  }
  const content = bytes.subarray(bytes.indexOf(newline) + 1);
  const first = textOf(bytes.subarray(0, bytes.length - content.length));
  if (first !== `${mark} ${sha256([content])} ${content.length}\n`) return "unusable";

  let offset = content.indexOf(newline) + 1;
  const head = readHead(textOf(content.subarray(0, offset)));
  if (head === undefined || head.caseId !== caseId) return "unusable";
  const { lengths, ...rest } = head;
  if (offset + 4 * lengths.flat().reduce((sum, length) => sum + length, 0) !== content.length) return "unusable";
  const vectors = lengths.map((group) =>
    group.map((length) => {
      const start = offset;
      offset += 4 * length;
      return new Float32Array(content.slice(start, offset).buffer);
    })
  );
  return { ...rest, vectors };
}

type Head = Omit<Checkpoint, "vectors"> & { readonly lengths: readonly number[][] };

const headShape = object({
  caseId: text(200),
  dataChecksum: text(200),
  steps: count,
  state: object({}),
  lengths: list(list(count)),
});

function readHead(json: string): Head | undefined {
  try {
    return readJson(json, headShape, "checkpoint");
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Removes a checkpoint where there is one. */
export const removeCheckpoint: (path: string) => Promise<void> = removeFile;

const newline = 10;

function line(text: string): Uint8Array {
  return new TextEncoder().encode(text + "\n");
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function bytesOf(vector: Float32Array<ArrayBuffer>): Uint8Array {
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
}

function sha256(parts: readonly Uint8Array[]): string {
  const hash = createHash("sha256");
  for (const bytes of parts) hash.update(bytes);
  return hash.digest("hex");
}
