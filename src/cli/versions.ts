import { createHash } from "node:crypto";
import type { EngineInfo } from "../spec/engine.ts";
import configuration from "../../deno.json" with { type: "json" };

/** The checkout's root. */
export const root = new URL("../../", import.meta.url);

/** The folders of src/ on which a walk's numbers depend. */
const walkFolders = ["data", "engine", "math", "measure", "network", "optim", "spec", "walk"];

/**
 * Versions by name: Deno, V8, the project's own, the engine's library, and hashes of code. A run can only go on with the same
 * `walkCode`, the sources that a walk's numbers depend on and the libraries of deno.json, and `suiteCode`, the suite's module. Rows are
 * only shared between runs of the same `walkCode` and `suitesCode`, all that lies in the folder of the suites, as a suite may have
 * measures of its own.
 */
export async function readVersions(suiteModule: string, engine: EngineInfo): Promise<Record<string, string>> {
  const folders = await Promise.all(walkFolders.map((folder) => listFiles(new URL(`src/${folder}/`, root))));
  return {
    deno: Deno.version.deno,
    v8: Deno.version.v8,
    [configuration.name]: configuration.version,
    [engine.library]: engine.version,
    walkCode: await hashFiles(folders.flat(), JSON.stringify(configuration.imports)),
    suiteCode: await hashFiles([new URL(suiteModule)]),
    suitesCode: await hashFiles(await listFiles(new URL("./", suiteModule))),
  };
}

async function listFiles(folder: URL): Promise<URL[]> {
  const files: URL[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) files.push(...await listFiles(new URL(`${name}/`, folder)));
    else files.push(new URL(name, folder));
  }
  return files;
}

async function hashFiles(files: readonly URL[], beside = ""): Promise<string> {
  const hash = createHash("sha256").update(beside);
  for (const file of files.map(String).sort()) {
    hash.update(file.slice(root.href.length)).update("\0").update(await Deno.readFile(new URL(file)));
  }
  return hash.digest("hex").slice(0, 16);
}
