import { dirname } from "node:path";

/** Writes a page beside its place and renames it, so that a reader never sees half a page; the folder is made where it is missing. */
export async function writePage(file: string, text: string): Promise<void> {
  await Deno.mkdir(dirname(file), { recursive: true });
  const beside = `${file}.${crypto.randomUUID()}.part`;
  try {
    await Deno.writeTextFile(beside, text);
    await Deno.rename(beside, file);
  } catch (error) {
    await Deno.remove(beside).catch(() => undefined);
    throw error;
  }
}
