/** What a results folder has of a run beside its rows: checkpoints and a page. */

import { join } from "node:path";
import { checkpointsFolder, runPath } from "../store/paths.ts";

/** Bytes of a run's own files: its rows, checkpoints and page; without its rows in the store. */
export async function measureFiles(results: string, runId: string): Promise<number> {
  const file = runPath(results, runId);
  const sizes = [file, `${file}.wal`, ...belongings(results, runId)].map(measure);
  return (await Promise.all(sizes)).reduce((sum, bytes) => sum + bytes, 0);
}

/** Removes a run's checkpoints and page. */
export async function removeBelongings(results: string, runId: string): Promise<void> {
  for (const path of belongings(results, runId)) {
    await Deno.remove(path, { recursive: true }).catch((error: unknown) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
  }
}

function belongings(results: string, runId: string): string[] {
  return [checkpointsFolder(results, runId), join(results, "site", "runs", `${runId}.html`)];
}

/** Bytes of a file or of all files in a folder; 0 where there is nothing. */
async function measure(path: string): Promise<number> {
  try {
    const { isDirectory, size } = await Deno.stat(path);
    if (!isDirectory) return size;
    const entries = await Array.fromAsync(Deno.readDir(path));
    const sizes = await Promise.all(entries.map(({ name }) => measure(join(path, name))));
    return sizes.reduce((sum, bytes) => sum + bytes, 0);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return 0;
    throw error;
  }
}
