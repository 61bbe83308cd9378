/** File systems of a few kilobytes, to see what happens when a disk is full. */

import { assert } from "@std/assert";
import { statfsSync } from "node:fs";
import { inResults } from "./fixtures.ts";

/** Runs `work` in a small file system of its own. */
export async function inSmallDisk(options: string, work: (folder: string) => Promise<void>): Promise<void> {
  await inResults(async (folder) => {
    const mounted = await run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder);
    assert(mounted, "mount failed");
    try {
      await work(folder);
    } finally {
      await run("umount", folder);
    }
  });
}

/** Makes it larger, to `size` in all. */
export async function growDisk(folder: string, size: string): Promise<void> {
  await remountDisk(folder, `size=${size}`);
}

/** Mounts it again with other options: `"ro"` can only be read. */
export async function remountDisk(folder: string, options: string): Promise<void> {
  assert(await run("mount", "-o", `remount,${options}`, folder), "remount failed");
}

/** Fills it but for so many bytes; disposing frees what was filled. */
export function fillDisk(folder: string, but: number): Disposable {
  const { bavail, bsize } = statfsSync(folder);
  const filler = `${folder}/filler`;
  Deno.writeFileSync(filler, new Uint8Array(Math.max(0, bavail * bsize - but)));
  return { [Symbol.dispose]: () => Deno.removeSync(filler) };
}

async function run(command: string, ...args: string[]): Promise<boolean> {
  return (await new Deno.Command(command, { args, stdout: "null", stderr: "null" }).output()).success;
}

/** Why no file system can be mounted here; empty where one can. */
async function whyNoMount(): Promise<string> {
  if (Deno.build.os !== "linux") return "needs Linux";
  if (Deno.uid() !== 0) return "needs root, to mount a small disk";
  const folder = await Deno.makeTempDir();
  const mounted = await run("mount", "-t", "tmpfs", "tmpfs", folder);
  if (mounted) await run("umount", folder);
  await Deno.remove(folder);
  return mounted ? "" : "mounting is not permitted here";
}

const reason = await whyNoMount();
/** Options of a test that needs one. */
export const skipped = { ignore: reason !== "" };
/** For its name: why it is skipped; empty where it is not. */
export const why = reason && ` (skipped: ${reason})`;
