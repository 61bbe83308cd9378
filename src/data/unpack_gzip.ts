import { gunzipSync } from "node:zlib";
import { UserError } from "../spec/user_error.ts";

/** Whether content is gzip, whatever its file is called. */
export function isGzip(content: Uint8Array): boolean {
  return content[0] === 0x1f && content[1] === 0x8b;
}

/**
 * Unpacks a gzip of at most `limit` bytes. What unpacks to more is refused when it gets there, so that a few megabytes cannot fill
 * the memory. `path` names the file in errors.
 *
 * @throws {UserError} where it is damaged, cut short or larger.
 */
export function unpackGzip(content: Uint8Array, limit: number, path: string): Uint8Array {
  try {
    return gunzipSync(content, { maxOutputLength: limit });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const larger = "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    throw new UserError(
      larger
        ? `Cannot unpack ${path} as its content must have at most ${limit} bytes: it has more; get the file again`
        : `Cannot unpack ${path} as it must be a whole gzip file: ${error.message}; get the file again`,
      { cause: error },
    );
  }
}
