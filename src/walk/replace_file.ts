import { dirname } from "node:path";
import { diskError } from "../spec/disk_error.ts";

/** Options of `replaceFile()`. */
export interface ReplaceOptions {
  /** The flag that chooses another folder, for the error; `--results` by default. */
  readonly flag?: string;
}

/**
 * Writes a file beside its place and renames it, so that it is always whole, the old one or the new one, also after a crash.
 *
 * @throws {UserError} where the disk is full or the folder cannot be written; nothing is left beside the file's place then.
 */
export async function replaceFile(
  path: string,
  parts: readonly Uint8Array[],
  { flag = "--results" }: ReplaceOptions = {},
): Promise<void> {
  const beside = `${path}.part`;
  try {
    {
      using file = await Deno.open(beside, { write: true, create: true, truncate: true });
      for (const bytes of parts) {
        for (let written = 0; written < bytes.length;) written += await file.write(bytes.subarray(written));
      }
      await file.sync();
    }
    await Deno.rename(beside, path);
    await syncFolder(dirname(path));
  } catch (error) {
    // The first error says why; this one would only say that the half file stays.
    await removeFile(beside).catch(() => {});
    throw diskError(error, "write", path, flag);
  }
}

/**
 * Removes a file where there is one.
 *
 * @throws {UserError} where the system does not let it.
 */
export async function removeFile(path: string): Promise<void> {
  try {
    await Deno.remove(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw diskError(error, "remove", path);
  }
}

/** Makes a rename last through a loss of power. Windows opens no folder as a file; there the file system's journal has to do. */
export async function syncFolder(folder: string): Promise<void> {
  if (Deno.build.os === "windows") return;
  using opened = await Deno.open(folder);
  await opened.sync();
}
