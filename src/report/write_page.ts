import { dirname } from "node:path";
import { diskError } from "../spec/disk_error.ts";

/**
 * Writes a page beside its place and renames it, so that a reader never sees half a page; the folder is made where it is missing.
 *
 * @throws {UserError} where the disk is full or the folder cannot be written; the old page stays then.
 */
export async function writePage(file: string, text: string): Promise<void> {
  const beside = `${file}.${crypto.randomUUID()}.part`;
  try {
    await Deno.mkdir(dirname(file), { recursive: true });
    await Deno.writeTextFile(beside, text);
    await Deno.rename(beside, file);
  } catch (error) {
    // The first error says why; this one would only say that the half page stays.
    await Deno.remove(beside).catch(() => undefined);
    throw diskError(error, "write", file);
  }
}
