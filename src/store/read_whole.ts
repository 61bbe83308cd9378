import type { OpenOptions } from "./database.ts";
import { runTables } from "./schema.ts";
import { openStoreFile } from "./store_file.ts";

/**
 * Reads every row of a run's file or of the store, as DuckDB finds damage only where it reads: for asking which of two files is damaged
 * when both were at work.
 *
 * @throws {UserError} where it is damaged, which names the file and says what to do.
 */
export async function readWhole(path: string, options: Omit<OpenOptions, "access"> = {}): Promise<void> {
  using database = await openStoreFile(path, { access: "read", ...options });
  for (const { name } of Object.values(runTables)) {
    await database.query(`SELECT bit_xor(hash(${name})) FROM ${name}`);
  }
}
