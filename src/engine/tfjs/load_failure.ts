import type { Obstacle } from "./unavailable.ts";

/** The packages that bring the backend `tensorflow`, the one for GPUs first. */
export const tensorflowPackages = ["@tensorflow/tfjs-node-gpu", "@tensorflow/tfjs-node"] as const;

/** The name of such a package. */
export type TensorflowPackage = typeof tensorflowPackages[number];

/** The release of TensorFlow.js that the packages must match. */
export const tensorflowRelease = "4.22.0";

/**
 * The command that installs a package with its install script, which fetches libtensorflow. It leaves deno.json and deno.lock as
 * they are, so that a run's commit stays clean.
 */
export function installCommand(name: TensorflowPackage): string {
  return `deno install --no-save --no-lock --allow-scripts=npm:${name} npm:${name}@${tensorflowRelease}`;
}

/**
 * What an error from loading a package means, and what to do about it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { explainLoadFailure } from "./load_failure.ts";
 *
 * const error = new Error("libtensorflow.so.2: cannot open shared object file: No such file or directory");
 * assertEquals(explainLoadFailure(error, "@tensorflow/tfjs-node-gpu").found, "libtensorflow.so.2 is missing");
 * ```
 */
export function explainLoadFailure(error: unknown, name: TensorflowPackage): Obstacle {
  const text = error instanceof Error ? error.message : String(error);
  const [firstLine = ""] = text.split("\n");
  const reinstall = `Remove node_modules and run: deno install && ${installCommand(name)}`;
  if (error instanceof Error && error.name === "NotCapable") {
    return text.includes("--allow-ffi")
      ? {
        requirement: "a native library needs the permission to be loaded",
        found: firstLine,
        remedy: "Run it as a task of deno.json, or add --allow-ffi",
      }
      : {
        requirement: `${name} needs the permission to read its files and environment`,
        found: firstLine,
        remedy: "Run it as a task of deno.json, or add the permission that the message names",
      };
  }
  if (/tfjs_binding\.node\) can not be found/.test(text)) {
    return {
      requirement: `the install script of ${name} must have run`,
      found: "tfjs_binding.node is not there",
      remedy: `Run: ${installCommand(name)}`,
    };
  }
  const library = text.match(/([\w.+-]+\.(?:so[\w.]*|node|dylib|dll)): /)?.[1] ?? "a library";
  if (/file too short|invalid ELF header|not a mach-o file/i.test(text)) {
    return {
      requirement: `the libraries of ${name} must be whole`,
      found: `${library} is cut short or damaged`,
      remedy: `Its download was interrupted. ${reinstall}`,
    };
  }
  if (/cannot open shared object file|image not found|specified module could not be found/i.test(text)) {
    return /^libtensorflow/.test(library)
      ? { requirement: `${name} needs TensorFlow's library`, found: `${library} is missing`, remedy: reinstall }
      : {
        requirement: `${name} needs the system's libraries`,
        found: `${library} is missing`,
        remedy: `Install the system's package that holds ${library}`,
      };
  }
  return { requirement: `${name} must load`, found: firstLine || "an error without a message", remedy: reinstall };
}
