/** CIFAR-10's Python version: a pickled dictionary, with the pixels of 10,000 images in one string and a list of labels. */

/** Form of a binary batch. */
export interface BatchForm {
  /** Images of a batch. */
  readonly records: number;
  /** Bytes of an image's label and pixels. */
  readonly recordSize: number;
}

/**
 * The binary batch that holds what a batch of the Python version does; undefined where it cannot be found there. Nothing is
 * unpickled: pixels and labels are taken from where they lie, and the SHA-256 of the result says whether they are the right ones.
 *
 * Source: pickle's opcodes: T and B begin a string with its length in four bytes, `]` a list, K a number of one byte, `(` and `e` a
 * group of a list's items.
 */
export function binaryOfPython(content: Uint8Array, { records, recordSize }: BatchForm): Uint8Array | undefined {
  // Every pickle of this protocol or a later one begins so; a binary batch begins with a label.
  if (content[0] !== 0x80) return undefined;
  const pixelsPerImage = recordSize - 1;
  const labels = readLabels(content, records);
  const pixels = readPixels(content, records * pixelsPerImage);
  if (labels === undefined || pixels === undefined) return undefined;
  const batch = new Uint8Array(records * recordSize);
  for (let i = 0; i < records; i++) {
    batch[i * recordSize] = labels[i]!;
    batch.set(pixels.subarray(i * pixelsPerImage, (i + 1) * pixelsPerImage), i * recordSize + 1);
  }
  return batch;
}

function readPixels(content: Uint8Array, count: number): Uint8Array | undefined {
  const length = [0, 8, 16, 24].map((shift) => count >> shift & 255);
  for (const opcode of "TB") {
    const found = indexOf(content, [opcode.charCodeAt(0), ...length]);
    if (found >= 0 && found + 5 + count <= content.length) {
      return content.subarray(found + 5, found + 5 + count);
    }
  }
  return undefined;
}

function readLabels(content: Uint8Array, count: number): number[] | undefined {
  const key = indexOf(content, [..."labels"].map((letter) => letter.charCodeAt(0)));
  const list = key < 0 ? -1 : content.indexOf("]".charCodeAt(0), key);
  if (list < 0) return undefined;
  const labels: number[] = [];
  for (let at = content.indexOf("(".charCodeAt(0), list); at >= 0 && labels.length <= count; at++) {
    const opcode = String.fromCharCode(content[at] ?? 0);
    if (opcode === "K") labels.push(content[++at] ?? 0);
    else if (opcode !== "(" && opcode !== "e") break;
  }
  return labels.length === count ? labels : undefined;
}

/** Where bytes first occur; -1 where they do not. */
function indexOf(content: Uint8Array, bytes: readonly number[]): number {
  for (let at = content.indexOf(bytes[0]!); at >= 0; at = content.indexOf(bytes[0]!, at + 1)) {
    if (bytes.every((byte, i) => content[at + i] === byte)) return at;
  }
  return -1;
}
