/** Runs that users have named, in a file of their own beside the store, so that they outlive a store that is made anew. */

import { join } from "node:path";
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
  let text: string;
  try {
    text = await Deno.readTextFile(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
  const content = parse(text);
  if (!isContent(content)) {
    throw new UserError(
      `Cannot read ${file} as it must be this program's list of baselines: it is not; move it away and name them anew`,
    );
  }
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

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isContent(content: unknown): content is { version: number; baselines: Baseline[] } {
  if (typeof content !== "object" || content === null) return false;
  const { version, baselines } = content as Record<string, unknown>;
  return typeof version === "number" && Array.isArray(baselines) &&
    baselines.every((one: Record<string, unknown>) =>
      ["name", "run", "named"].every((key) => typeof one?.[key] === "string")
    );
}
