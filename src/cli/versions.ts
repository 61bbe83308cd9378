import { createHash } from "node:crypto";
import type { EngineInfo } from "../spec/engine.ts";
import configuration from "../../deno.json" with { type: "json" };

/** The checkout's root. */
export const root = new URL("../../", import.meta.url);

/** The folders of src/ on which a walk's numbers depend. */
const walkFolders = ["data", "engine", "math", "measure", "network", "optim", "walk"];

/**
 * Versions by name: Deno, V8, the project's own, the engine's library, and `walkCode`, a hash of the sources that a walk's numbers
 * depend on and of the suite's module: a run can only go on with the same ones.
 */
export async function readVersions(suiteModule: string, engine: EngineInfo): Promise<Record<string, string>> {
  return {
    deno: Deno.version.deno,
    v8: Deno.version.v8,
    [configuration.name]: configuration.version,
    [engine.library]: engine.version,
    walkCode: await hashFiles([
      ...(await Promise.all(walkFolders.map((folder) => listFiles(new URL(`src/${folder}/`, root))))).flat(),
      new URL(suiteModule),
    ]),
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

async function hashFiles(files: readonly URL[]): Promise<string> {
  const hash = createHash("sha256");
  for (const file of files.map(String).sort()) {
    hash.update(file.slice(root.href.length)).update("\0").update(await Deno.readFile(new URL(file)));
  }
  return hash.digest("hex").slice(0, 16);
}
