import { join } from "node:path";

/** A folder in which files are made before they are put into their places. Disposing removes it. */
export interface Workshop extends AsyncDisposable {
  readonly path: string;
}

/** Where a folder has no lock, as older versions made it or its process has just begun, this long shows that nobody works in it: a day. */
const staleMilliseconds = 24 * 60 * 60 * 1000;

/**
 * Makes a folder to work in, in `folder`, which is made too where it is missing, and removes those beside it, their names beginning with the
 * same prefix, that killed processes left: their locks ended with them.
 */
export async function openWorkshop(folder: string, prefix: string): Promise<Workshop> {
  await Deno.mkdir(folder, { recursive: true });
  await removeLeft(folder, prefix);
  for (;;) {
    const path = await Deno.makeTempDir({ dir: folder, prefix });
    const lock = await Deno.open(join(path, lockName), { create: true, write: true });
    await lock.lock(true);
    // Another process may have taken it for a dead one's before it was locked.
    if (await exists(join(path, lockName))) {
      return {
        path,
        async [Symbol.asyncDispose]() {
          lock.close();
          await Deno.remove(path, { recursive: true });
        },
      };
    }
    lock.close();
  }
}

const lockName = "lock";

async function removeLeft(folder: string, prefix: string): Promise<void> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (!isDirectory || !name.startsWith(prefix)) continue;
    try {
      await removeIfLeft(join(folder, name));
    } catch (error) {
      // Another process removes it at the same time.
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
}

async function removeIfLeft(path: string): Promise<void> {
  if (!await exists(join(path, lockName))) {
    const { mtime } = await Deno.stat(path);
    if (mtime !== null && Date.now() - mtime.getTime() > staleMilliseconds) {
      await Deno.remove(path, { recursive: true });
    }
    return;
  }
  const lock = await Deno.open(join(path, lockName), { write: true });
  try {
    if (!await lock.tryLock(true)) return;
    // Windows removes no open file.
    if (Deno.build.os !== "windows") await Deno.remove(path, { recursive: true });
  } finally {
    lock.close();
  }
  if (Deno.build.os === "windows") await Deno.remove(path, { recursive: true });
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
