/** Files with this program's schema: made whole or not at all, and of the current version once they are open. */

import { basename, dirname, join } from "node:path";
import { openWorkshop, type Workshop } from "../data/open_workshop.ts";
import { UserError } from "../spec/user_error.ts";
import { syncFolder } from "../walk/replace_file.ts";
import { createSchema } from "./create_schema.ts";
import { type Database, openDatabase, type OpenOptions, transaction } from "./database.ts";
import { migrate, type Migration, migrations, newestVersion, readVersion } from "./migrations.ts";
import { storageError } from "./storage_error.ts";

/**
 * Makes a file with the schema and what `fill` adds, beside its place, and puts it there when it is whole.
 *
 * @returns false where a file was there already; that file is left as it is.
 * @throws {UserError} where the folder cannot be written.
 */
export async function createStoreFile(path: string, fill?: (database: Database) => Promise<void>): Promise<boolean> {
  const folder = dirname(path);
  let beside: Workshop | undefined;
  try {
    beside = await openWorkshop(folder, workshop);
    const made = join(beside.path, basename(path));
    {
      using database = await openDatabase(made, { access: "write" });
      await transaction(database.connection, async () => {
        await createSchema(database.connection);
        await fill?.(database);
      });
      await database.connection.run("CHECKPOINT");
    }
    return await place(made, path);
  } catch (error) {
    throw storageError(error, "create", path);
  } finally {
    await beside?.[Symbol.asyncDispose]();
  }
}

/** How the folders begin in which files are made. */
const workshop = ".new-";

/** Puts a file into its place, which lasts through a loss of power. False where one is there: it is left as it is. */
async function place(made: string, path: string): Promise<boolean> {
  try {
    // A link, not a rename: of two that make the file at once, the second must not replace the first's.
    await Deno.link(made, path);
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) return false;
    // Some file systems have no links, exFAT for one.
    if (!await renameAlone(made, path)) return false;
  }
  await syncFolder(dirname(path));
  return true;
}

/** Renames where nothing is in the way, while no other process does the same: the folder's lock ends with its process. */
async function renameAlone(made: string, path: string): Promise<boolean> {
  using folder = await Deno.open(dirname(path));
  await folder.lock(true);
  if (await isFile(path)) return false;
  await Deno.rename(made, path);
  return true;
}

/**
 * Opens a file that is there, migrated to the current schema.
 *
 * @throws {UserError} where it is missing, held, newer than this code or not a store.
 */
export async function openStoreFile(
  path: string,
  options: OpenOptions,
  steps: readonly Migration[] = migrations,
): Promise<Database> {
  if (!await isFile(path)) throw new UserError(`Cannot open ${path} as it must be a file: there is none`);
  const database = await openDatabase(path, options);
  try {
    const current = await readVersion(database, newestVersion(steps)) === newestVersion(steps);
    if (current) return database;
    if (options.access !== "read") {
      await migrate(database, steps);
      return database;
    }
  } catch (error) {
    database[Symbol.dispose]();
    throw storageError(error, "open", path);
  }
  database[Symbol.dispose]();
  (await openStoreFile(path, { ...options, access: "write" }, steps))[Symbol.dispose]();
  return await openStoreFile(path, options, steps);
}

/** Whether there is a file. */
export async function isFile(path: string): Promise<boolean> {
  return await Deno.stat(path).then((found) => found.isFile, (error: unknown) => {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return false;
    throw storageError(error, "open", path);
  });
}
