/** Files from elsewhere, opened to be merged: checked, and of the current version. */

import { basename, dirname, join } from "node:path";
import { openWorkshop } from "../data/open_workshop.ts";
import { UserError } from "../spec/user_error.ts";
import { checkIncoming, checkOutline, incoming } from "./check_incoming.ts";
import { attachForReading, openDatabase, queryRows } from "./database.ts";
import { migrations, newestVersion } from "./migrations.ts";
import { runsFolder } from "./paths.ts";
import { storageError } from "./storage_error.ts";
import { isFile, openStoreFile } from "./store_file.ts";

/** A file whose every row this program can use. Disposing removes what was made to read it. */
export interface CheckedFile extends AsyncDisposable {
  /** As its user knows it. */
  readonly name: string;
  /** Where it can be read: elsewhere where an older one had to be migrated first. */
  readonly path: string;
  /** Whether it is a run's own file, in the results folder that it is merged into. */
  readonly own: boolean;
}

/** How long a file that another process holds is waited for. */
interface Patience {
  readonly patienceSeconds?: number;
}

/**
 * Checks a file that is to be merged into a results folder. It is left as it is, but for a run's own file of an older version, which is
 * migrated.
 *
 * @throws {UserError} which names the file, where it is not there, held for too long, damaged, newer than this code or refused.
 */
export async function openIncoming(resultsDir: string, path: string, patience: Patience = {}): Promise<CheckedFile> {
  if (!await isFile(path)) throw new UserError(`Cannot merge ${path} as it must be a file: there is none`);
  const own = await isIn(runsFolder(resultsDir), path);
  const file: CheckedFile = { name: path, path, own, async [Symbol.asyncDispose]() {} };
  if (await check(file, path, patience) === "whole") return file;
  if (own) {
    (await openStoreFile(path, { access: "read", ...patience }))[Symbol.dispose]();
    await check(file, path, patience);
    return file;
  }
  return await migrateCopy(resultsDir, file, patience);
}

async function isIn(folder: string, path: string): Promise<boolean> {
  try {
    return await Deno.realPath(folder) === dirname(await Deno.realPath(path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw storageError(error, "open", path);
  }
}

async function migrateCopy(resultsDir: string, file: CheckedFile, patience: Patience): Promise<CheckedFile> {
  try {
    await using beside = new AsyncDisposableStack();
    const folder = beside.use(await openWorkshop(resultsDir, workshop)).path;
    const copy = join(folder, "incoming.duckdb");
    await Deno.copyFile(file.path, copy);
    // What a process that died had not yet moved into the file.
    if (await isFile(`${file.path}.wal`)) await Deno.copyFile(`${file.path}.wal`, `${copy}.wal`);
    (await openStoreFile(copy, { access: "read", ...patience }))[Symbol.dispose]();
    await check(file, copy, patience);
    const kept = beside.move();
    return { ...file, path: copy, [Symbol.asyncDispose]: () => kept.disposeAsync() };
  } catch (error) {
    throw storageError(error, "read", file.name);
  }
}

/** How the folders begin in which copies are made. */
const workshop = ".new-";

async function check({ name, own }: CheckedFile, path: string, patience: Patience): Promise<"whole" | "older"> {
  using database = await openDatabase(":memory:", { access: "merge" });
  await attachForReading(database, path, { as: incoming, ...patience });
  try {
    const version = await checkOutline(database);
    const newest = newestVersion(migrations);
    if (version > newest) {
      throw new UserError(
        `Cannot open ${name} as its schema must be version ${newest} at most: version ${version}; use the newer code that wrote it`,
      );
    }
    if (version < newest) return "older";
    await checkIncoming(database);
    if (own) {
      const ids = (await queryRows(database.connection, `SELECT run_id FROM ${incoming}.runs`)).map(({ run_id }) =>
        run_id
      );
      const id = basename(name, ".duckdb");
      if (ids.length !== 1 || ids[0] !== id) {
        throw new TypeError(`it must hold run ${id} alone: it holds ${ids.join(", ")}`);
      }
    }
    return "whole";
  } catch (error) {
    const cause = storageError(error, "read", path);
    if (cause instanceof UserError || !(cause instanceof Error)) throw cause;
    if (!(cause instanceof TypeError) && !/^[A-Z][\w ]* Error: /.test(cause.message)) throw cause;
    const reason = cause.message.split("\n")[0];
    throw new UserError(
      `Cannot merge ${name} as it must hold rows such as this program writes: ${reason}; it was left as it is, and nothing was changed`,
      { cause },
    );
  }
}
