/** Commits at which a suite could not be run, in a file of their own, so that they are not tried again and again. */

import { join } from "node:path";
import { UserError } from "../spec/user_error.ts";
import { replaceFile } from "../walk/replace_file.ts";

/** A commit at which a suite could not be run. */
export interface FailedCommit {
  /** Full hash. */
  readonly commit: string;
  readonly suite: string;
  /** The flags that say which cases: see `questionOf()`. */
  readonly question: string;
  /** Why it could not. */
  readonly reason: string;
  /** ISO 8601, UTC. */
  readonly when: string;
}

/** The version of the file's form. */
const version = 1;

/** Where tracking works, in the folder of the store. */
export function trackFolder(results: string): string {
  return join(results, "track");
}

/**
 * The failures on record in a folder, in the order in which they came; none where there is no record.
 *
 * @throws {UserError} If the file is not one that this program wrote.
 */
export async function readFailedCommits(folder: string): Promise<FailedCommit[]> {
  const file = recordPath(folder);
  let content: { version?: number; failed?: FailedCommit[] } | null;
  try {
    content = JSON.parse(await Deno.readTextFile(file));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    if (!(error instanceof SyntaxError)) throw error;
    content = null;
  }
  if (content?.version === version && Array.isArray(content.failed)) return content.failed;
  throw new UserError(
    `Cannot read ${file} as it must be this program's record of version ${version}: it is not; move it away`,
  );
}

/** Puts failures on record, in the place of all that was there. */
export async function writeFailedCommits(folder: string, failed: readonly FailedCommit[]): Promise<void> {
  const text = `${JSON.stringify({ version, failed }, null, 2)}\n`;
  await replaceFile(recordPath(folder), [new TextEncoder().encode(text)]);
}

function recordPath(folder: string): string {
  return join(folder, "failed.json");
}
