import { UserError } from "../spec/user_error.ts";

/** What a path leads to. */
export interface Found {
  readonly kind: "a file" | "a folder" | "a named pipe" | "a device or socket";
  /** Bytes of a file. */
  readonly size: number;
}

/** What is said where a file cannot be read. */
export interface Remedy {
  /** What the user can do. */
  readonly remedy: string;
}

/**
 * What a path leads to; undefined where there is nothing. Links are followed.
 *
 * @throws {UserError} where that cannot be found out.
 */
export async function lookAt(path: string, { remedy }: Remedy): Promise<Found | undefined> {
  try {
    const { isFile, isDirectory, isFifo, size } = await Deno.stat(path);
    return {
      kind: isFile ? "a file" : isDirectory ? "a folder" : isFifo ? "a named pipe" : "a device or socket",
      size,
    };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return undefined;
    throw refuse(path, error, remedy);
  }
}

/**
 * The content of a file, which must be a regular one of at most `limit` bytes: a pipe, a device or a file that is larger, or grows, is
 * refused before it fills the memory.
 *
 * @throws {UserError} where it is none, is larger or cannot be read.
 */
export async function readBounded(
  path: string,
  { limit, remedy }: Remedy & { readonly limit: number },
): Promise<Uint8Array<ArrayBuffer>> {
  const found = await lookAt(path, { remedy });
  if (found?.kind !== "a file") {
    throw new UserError(`Cannot read ${path} as it must be a file: it is ${found?.kind ?? "not there"}; ${remedy}`);
  }
  if (found.size > limit) {
    throw new UserError(`Cannot read ${path} as it must have at most ${limit} bytes: ${found.size}; ${remedy}`);
  }
  // One byte more than there should be tells a file that grows, or says that it is empty and is not.
  const content = new Uint8Array(found.size + 1);
  let length = 0;
  try {
    using file = await Deno.open(path);
    for (let read: number | null = 1; read !== null && length < content.length; length += read ?? 0) {
      read = await file.read(content.subarray(length));
    }
  } catch (error) {
    throw refuse(path, error, remedy);
  }
  if (length === content.length) {
    throw new UserError(`Cannot read ${path} as it must not change: it has more than ${found.size} bytes; ${remedy}`);
  }
  return content.subarray(0, length);
}

function refuse(path: string, error: unknown, remedy: string): unknown {
  if (!(error instanceof Error)) return error;
  return new UserError(`Cannot read ${path} as it must be a readable file: ${error.message}; ${remedy}`, {
    cause: error,
  });
}
