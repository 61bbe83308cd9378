/** Removes runs for good: their rows in the store and their own files. */

import { openDatabase, transaction } from "./database.ts";
import { removeFile } from "../walk/replace_file.ts";
import { runPath, storePath } from "./paths.ts";
import { runTables } from "./schema.ts";
import { isBusy, storageError } from "./storage_error.ts";
import { isFile, openStoreFile } from "./store_file.ts";

/** Which runs went. */
export interface RemovedRuns {
  readonly removed: readonly string[];
  /** Those that a process began to work on meanwhile: all of them is as it was. */
  readonly busy: readonly string[];
}

/**
 * Removes runs, one after the other, each while no process can go on with it: first what `removeMore` knows of it, then its rows in the
 * store, in one transaction, at last its own file. A run that was begun to be removed when this process died is still found, in its file
 * or in the store, and can be removed again; all others are whole.
 *
 * @throws {UserError} where the store is held for too long: nothing was removed.
 */
export async function removeRuns(
  resultsDir: string,
  runIds: readonly string[],
  removeMore: (runId: string) => Promise<void> = () => Promise.resolve(),
): Promise<RemovedRuns> {
  const path = storePath(resultsDir);
  using store = await isFile(path) ? await openStoreFile(path, { access: "write" }) : undefined;
  const removed: string[] = [];
  const busy: string[] = [];
  try {
    for (const runId of runIds) {
      const file = runPath(resultsDir, runId);
      const held = await hold(file);
      if (held === "busy") {
        busy.push(runId);
        continue;
      }
      using closing = new DisposableStack();
      closing.use(held);
      await removeMore(runId);
      if (store !== undefined) {
        await transaction(store.connection, async () => {
          for (const { name } of Object.values(runTables)) {
            await store.connection.run(`DELETE FROM ${name} WHERE run_id = $runId`, { runId });
          }
        });
      }
      // Windows removes no file that is open.
      if (Deno.build.os === "windows") closing.dispose();
      await removeFile(`${file}.wal`);
      await removeFile(file);
      removed.push(runId);
    }
    await store?.connection.run("CHECKPOINT");
  } catch (error) {
    throw storageError(error, "write", path);
  }
  return { removed, busy };
}

/** Opens a run's file, so that no other process can; undefined where there is none. */
async function hold(file: string): Promise<Disposable | "busy" | undefined> {
  if (!await isFile(file)) return undefined;
  try {
    return await openDatabase(file, { access: "write", patienceSeconds: 0 });
  } catch (error) {
    if (isBusy(error)) return "busy";
    throw error;
  }
}
