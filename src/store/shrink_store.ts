/** Gives the space of removed rows back to the disk: DuckDB keeps it in the file for rows to come. */

import { basename, dirname, join } from "node:path";
import { openWorkshop, type Workshop } from "../data/open_workshop.ts";
import { syncFolder } from "../walk/replace_file.ts";
import { attachForReading, openDatabase, queryRows, transaction } from "./database.ts";
import { storePath } from "./paths.ts";
import { schemaVersion, tables } from "./schema.ts";
import { storageError } from "./storage_error.ts";
import { createStoreFile, isFile } from "./store_file.ts";
import { views } from "./views.ts";

/**
 * Writes the store anew beside its place and puts it there, whole, while no other process can write to it. Readers go on with the file that
 * they have. Whatever is the moment at which this process dies, the store is the old file or the new one, and both have all rows.
 *
 * @returns false where it was left as it is: it has tables of the user's own, another process has just written to it, or the system
 * (Windows) replaces no file that is open.
 * @throws {UserError} where it is held for too long, or the disk has no space for both.
 */
export async function shrinkStore(resultsDir: string): Promise<boolean> {
  if (Deno.build.os === "windows") return false;
  // Where the store is a link, the file that it leads to is replaced.
  const path = await Deno.realPath(storePath(resultsDir));
  const folder = dirname(path);
  let beside: Workshop | undefined;
  try {
    beside = await openWorkshop(folder, workshop);
    const made = join(beside.path, basename(path));
    await createStoreFile(made);
    return await replaceBy(made, path);
  } catch (error) {
    throw storageError(error, "write", path);
  } finally {
    await beside?.[Symbol.asyncDispose]();
  }
}

/** How the folders begin in which stores are made. */
const workshop = ".shrink-";

async function replaceBy(made: string, path: string): Promise<boolean> {
  using database = await openDatabase(":memory:", { access: "merge" });
  const { connection } = database;
  await connection.run(`ATTACH '${made.replaceAll("'", "''")}' AS made`);
  // From here to the end of this function no other process can write to the old file.
  await attachForReading(database, path, { as: "old" });
  const [found] = await queryRows(connection, foreign, { version: schemaVersion });
  if (found?.foreign !== 0) return false;
  await transaction(connection, async () => {
    await connection.run("DELETE FROM made.schema_version");
    for (const { name } of tables) await connection.run(`INSERT INTO made.${name} BY NAME FROM old.${name}`);
  });
  await connection.run("CHECKPOINT made");
  await connection.run("DETACH made");
  // Rows of a writer that died after the last prune wrote; they would be taken for rows of the new file.
  if (await isFile(`${path}.wal`)) return false;
  await Deno.rename(made, path);
  await syncFolder(dirname(path));
  // A process that opened the old file in this very moment finds it locked, and opens the new one.
  await new Promise((resolve) => setTimeout(resolve, 200));
  return true;
}

/** How much the old file has that this code does not know, so that it would be lost. */
const foreign = `SELECT
  (SELECT count(*) FROM duckdb_tables() WHERE database_name = 'old' AND table_name NOT IN (${
  namesOf(tables)
})) + (SELECT count(*) FROM duckdb_views() WHERE database_name = 'old' AND NOT internal AND view_name NOT IN (${
  namesOf(views)
})) + (SELECT count(*) FROM old.schema_version WHERE version > $version) AS foreign`;

function namesOf(relations: readonly { readonly name: string }[]): string {
  return relations.map(({ name }) => `'${name}'`).join(", ");
}
