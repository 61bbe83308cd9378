/** A folder to work in is removed after this time, when no process can be at work in it any more: a day. */
const staleMilliseconds = 24 * 60 * 60 * 1000;

/**
 * Removes the folders, of those in `folder` whose names begin with `prefix`, that killed processes left behind a day ago or earlier.
 * Other processes may remove the same ones at the same time.
 */
export async function removeStale(folder: string, prefix: string): Promise<void> {
  for await (const { name } of Deno.readDir(folder)) {
    if (!name.startsWith(prefix)) continue;
    try {
      const { mtime } = await Deno.stat(`${folder}/${name}`);
      if (mtime === null || Date.now() - mtime.getTime() < staleMilliseconds) continue;
      await Deno.remove(`${folder}/${name}`, { recursive: true });
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
}
