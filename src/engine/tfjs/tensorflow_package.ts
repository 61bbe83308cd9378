import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import util from "node:util";
import { explainLoadFailure, installCommand, type TensorflowPackage, tensorflowPackages } from "./load_failure.ts";
import { BackendUnavailable } from "./unavailable.ts";

/** A package for the backend `tensorflow`, as found on disk. */
export interface InstalledPackage {
  readonly name: TensorflowPackage;
  readonly folder: URL;
  readonly version: string;
}

/** The project's `node_modules/`. */
const projectModules = new URL("../../../node_modules/", import.meta.url);

/**
 * The package that is installed, the one for GPUs before the other. Nothing is loaded, and nothing but a look at two folders is
 * paid where there is none.
 *
 * @throws {BackendUnavailable} If neither is installed.
 */
export function findTensorflowPackage(modules: URL = projectModules): InstalledPackage {
  for (const name of tensorflowPackages) {
    const folder = new URL(`${name}/`, modules);
    const manifest = new URL("package.json", folder);
    if (!existsSync(manifest)) continue;
    const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
    return { name, folder, version };
  }
  throw new BackendUnavailable("tfjs:tensorflow", {
    requirement: `${tensorflowPackages.join(" or ")} must be installed`,
    found: "neither is",
    remedy: `For an NVIDIA GPU run: ${installCommand("@tensorflow/tfjs-node-gpu")}`,
  });
}

/**
 * Loads an installed package, which registers the backend `tensorflow` with TensorFlow.js.
 *
 * @throws {BackendUnavailable} If it does not load, with the reason and the remedy.
 */
export function loadTensorflowPackage({ name, folder }: InstalledPackage): void {
  try {
    prepareProcess();
    // By path and not by name: the import map must not name a package that few install.
    createRequire(folder)(fileURLToPath(folder));
  } catch (error) {
    throw new BackendUnavailable("tfjs:tensorflow", explainLoadFailure(error, name), { cause: error });
  }
}

function prepareProcess(): void {
  // Gone from node:util, but its kernels call it.
  const legacy = util as { isNullOrUndefined?: (value: unknown) => boolean };
  legacy.isNullOrUndefined ??= (value) => value === null || value === undefined;
  // libtensorflow writes notices to stderr: only its errors are wanted. TF32, on by default on Ampere and later, keeps 10
  // bits of a product: gradients would be right to 1e-3 only. What the user has set stands.
  for (const [variable, value] of [["TF_CPP_MIN_LOG_LEVEL", "2"], ["NVIDIA_TF32_OVERRIDE", "0"]] as const) {
    if (Deno.env.get(variable) === undefined) Deno.env.set(variable, value);
  }
}
