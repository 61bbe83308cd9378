/** A data set is put together from files, each carrying a part of it. */

import { createHash } from "node:crypto";
import { UserError } from "../spec/user_error.ts";

/** Pixels and labels of a whole data set, views of one buffer: all images, then all labels. */
export interface Pixels {
  /** The buffer's content. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** `[N, channels, height, width]`. */
  readonly images: Uint8Array<ArrayBuffer>;
  /** `[N]`. */
  readonly labels: Uint8Array<ArrayBuffer>;
}

/** A file with a part of a data set. */
export interface Part {
  /** Its path in the package, or its usual name in a folder of official files. */
  readonly file: string;
  /** SHA-256 of its content, unpacked. */
  readonly sha256: string;
  /**
   * Puts its content where it belongs. `path` names the file in errors.
   *
   * @throws {UserError} where the content has another form than it must have, or in an official file another SHA-256.
   */
  place(content: Uint8Array, pixels: Pixels, path: string): void;
}

/** An official file, as users may have it. */
export interface OfficialPart extends Part {
  /** Bytes of its content, unpacked: the limit of what is read. */
  readonly size: number;
  /** The names under which it is handed on; each may have `.gz` behind it. */
  readonly spellings: readonly string[];
  /** The official content of another form of the file; undefined where it is not one. */
  translate?(content: Uint8Array): Uint8Array | undefined;
}

/** Cuts a buffer of `count` images of `size` bytes, and as many labels, into images and labels. */
export function cutPixels(bytes: Uint8Array<ArrayBuffer>, count: number, size: number): Pixels {
  return { bytes, images: bytes.subarray(0, count * size), labels: bytes.subarray(count * size) };
}

/** SHA-256, hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/**
 * Refuses content that is not the official file's. `path` names the file in the error.
 *
 * @throws {UserError} where its SHA-256 is another.
 */
export function requireSha256(content: Uint8Array, expected: string, path: string): void {
  const found = sha256(content);
  if (found === expected) return;
  throw new UserError(
    `Cannot use ${path} as the official file has SHA-256 ${expected}: ${found}; get the file again, or leave out --data-dir`,
  );
}
