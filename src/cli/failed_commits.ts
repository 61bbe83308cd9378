/** Commits at which a suite could not be run, in a file of their own, so that they are not tried again and again. */

import { join } from "node:path";
import { diskError } from "../spec/disk_error.ts";
import { list, object, readJson, text, textLike, word } from "../spec/shape.ts";
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
  let json: string;
  try {
    json = await Deno.readTextFile(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw diskError(error, "read", file);
  }
  try {
    return readJson<{ failed: FailedCommit[] }>(json, shape, "it").failed;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UserError(
      `Cannot read ${file} as it must be this program's record of version ${version}: ${error.message}; move it away`,
      { cause: error },
    );
  }
}

const shape = object({
  version: word([version]),
  failed: list(object({
    commit: textLike(/^[0-9a-f]{1,64}$/, "a commit's hash in hexadecimal"),
    suite: textLike(/^[a-z][a-z0-9-]*$/, "a suite's name"),
    question: text(),
    reason: text(),
    when: text(100),
  })),
});

/** Puts failures on record, in the place of all that was there. */
export async function writeFailedCommits(folder: string, failed: readonly FailedCommit[]): Promise<void> {
  const text = `${JSON.stringify({ version, failed }, null, 2)}\n`;
  await replaceFile(recordPath(folder), [new TextEncoder().encode(text)]);
}

function recordPath(folder: string): string {
  return join(folder, "failed.json");
}
