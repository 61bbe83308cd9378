import { basename, dirname, join } from "node:path";
import { openWorkshop } from "../data/open_workshop.ts";
import { diskError } from "../spec/disk_error.ts";

/**
 * Writes a page beside its place and renames it, so that a reader never sees half a page; the folder is made where it is missing.
 *
 * @throws {UserError} where the disk is full or the folder cannot be written; the old page stays then.
 */
export async function writePage(file: string, text: string): Promise<void> {
  try {
    await using beside = await openWorkshop(dirname(file), ".page-");
    const made = join(beside.path, basename(file));
    await Deno.writeTextFile(made, text);
    await Deno.rename(made, file);
  } catch (error) {
    throw diskError(error, "write", file);
  }
}
