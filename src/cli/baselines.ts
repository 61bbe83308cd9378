/** Runs that users have named, in a file of their own beside the store, so that they outlive a store that is made anew. */

import { join } from "node:path";
import { diskError } from "../spec/disk_error.ts";
import { list, number, object, readJson, text } from "../spec/shape.ts";
import { UserError } from "../spec/user_error.ts";
import { replaceFile } from "../walk/replace_file.ts";

/** A named run. */
export interface Baseline {
  readonly name: string;
  /** The run's id. */
  readonly run: string;
  /** When it was named, ISO 8601, UTC. */
  readonly named: string;
}

/** The version of the file's form. */
const version = 1;

/**
 * The baselines of a results folder, by name; none where none was ever named.
 *
 * @throws {UserError} If the file is not one that this program wrote.
 */
export async function readBaselines(results: string): Promise<Baseline[]> {
  const file = baselinesPath(results);
  let json: string;
  try {
    json = await Deno.readTextFile(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw diskError(error, "read", file);
  }
  const content = parse(json, file);
  if (content.version > version) {
    throw new UserError(
      `Cannot read ${file} as its version must be ${version} at most: ${content.version}; use the newer code`,
    );
  }
  return content.baselines.toSorted((a, b) => a.name < b.name ? -1 : 1);
}

/** Writes the baselines of a results folder; the file is always whole. */
export async function writeBaselines(results: string, baselines: readonly Baseline[]): Promise<void> {
  const text = `${JSON.stringify({ version, baselines }, null, 2)}\n`;
  await replaceFile(baselinesPath(results), [new TextEncoder().encode(text)]);
}

function baselinesPath(results: string): string {
  return join(results, "baselines.json");
}

function parse(json: string, file: string): { version: number; baselines: Baseline[] } {
  try {
    return readJson(json, shape, "it");
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UserError(
      `Cannot read ${file} as it must be this program's list of baselines: ${error.message}; move it away and name them anew`,
      { cause: error },
    );
  }
}

const shape = object({
  version: number,
  baselines: list(object({ name: text(200), run: text(200), named: text(100) })),
});
