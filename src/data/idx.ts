import { UserError } from "../spec/user_error.ts";
import { type OfficialPart, requireSha256 } from "./part.ts";

/**
 * The values of an IDX file of unsigned bytes, whose header must say `dimensions`. `path` names the file in errors.
 *
 * Source: the format as the MNIST files have it: bytes 0, 0, 8 and the number of dimensions, each dimension as a big-endian
 * 32-bit number, then the values.
 *
 * @throws {UserError} where magic number, dimensions or size differ.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseIdx } from "./idx.ts";
 *
 * assertEquals([...parseIdx(Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 5, 0), [2], "labels")], [5, 0]);
 * ```
 */
export function parseIdx(content: Uint8Array, dimensions: readonly number[], path: string): Uint8Array {
  const headerSize = 4 + 4 * dimensions.length;
  const size = headerSize + dimensions.reduce((product, dimension) => product * dimension, 1);
  const magic = [0, 0, 8, dimensions.length];
  if (magic.some((byte, i) => content[i] !== byte)) {
    throw new UserError(
      `Cannot read ${path} as an IDX file must begin with the bytes ${magic.join(" ")}: ` +
        `${content.subarray(0, 4).join(" ") || "it is empty"}; get the file again`,
    );
  }
  if (content.length >= headerSize) {
    const view = new DataView(content.buffer, content.byteOffset, headerSize);
    const found = dimensions.map((_, i) => view.getUint32(4 + 4 * i));
    if (found.some((dimension, i) => dimension !== dimensions[i])) {
      throw new UserError(
        `Cannot read ${path} as its header must say ${dimensions.join(" x ")}: ${
          found.join(" x ")
        }; get the file again`,
      );
    }
  }
  if (content.length !== size) {
    throw new UserError(`Cannot read ${path} as it must have ${size} bytes: ${content.length}; get the file again`);
  }
  return content.subarray(headerSize);
}

/** What an IDX file of a data set holds. */
export interface IdxContent {
  /** Place of its first image in the data set. */
  readonly first: number;
  /** How many images it has. */
  readonly count: number;
  /** SHA-256 of the file. */
  readonly sha256: string;
}

/** An IDX file of 28 x 28 images. */
export function idxImages(file: string, { first, count, sha256 }: IdxContent): OfficialPart {
  return {
    file,
    sha256,
    size: 16 + count * 28 * 28,
    spellings: spellingsOf(file),
    place(content, { images }, path) {
      const values = parseIdx(content, [count, 28, 28], path);
      requireSha256(content, sha256, path);
      images.set(values, first * 28 * 28);
    },
  };
}

/** An IDX file of labels. */
export function idxLabels(file: string, { first, count, sha256 }: IdxContent): OfficialPart {
  return {
    file,
    sha256,
    size: 8 + count,
    spellings: spellingsOf(file),
    place(content, { labels }, path) {
      const values = parseIdx(content, [count], path);
      requireSha256(content, sha256, path);
      labels.set(values, first);
    },
  };
}

/** `train-images-idx3-ubyte` is also handed on as `train-images.idx3-ubyte`. */
function spellingsOf(file: string): readonly string[] {
  return [file, file.replace("-idx", ".idx")];
}
