/** How ids, hashes and names are written, for TypeScript and for DuckDB, whose regular expressions are RE2's. */

/** A pattern. */
export interface Pattern {
  /** For DuckDB's `regexp_full_match()`. */
  readonly source: string;
  /** The same for whole texts. */
  readonly whole: RegExp;
  /** What it is, in words. */
  readonly what: string;
}

function pattern(source: string, what: string): Pattern {
  return { source, whole: new RegExp(`^(?:${source})$`, "s"), what };
}

/** The patterns. */
export const patterns = {
  /** Names files and folders. */
  id: pattern(
    "[A-Za-z0-9][A-Za-z0-9._-]{0,149}",
    "an id of at most 150 letters, digits, dots, underscores and hyphens that begins with a letter or digit",
  ),
  suite: pattern("[a-z][a-z0-9-]{0,99}", "a suite's name: at most 100 lower-case letters, digits and hyphens"),
  hash: pattern("[0-9a-f]{1,128}", "a hash in hexadecimal"),
  /** Handed to git. */
  commit: pattern("(?:[0-9a-f]{4,64})?", "a commit's hash in hexadecimal, or empty"),
  name: pattern("[^\\x00-\\x1f\\x7f]{0,1000}", "a name of one line, of at most 1000 characters"),
  time: pattern("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,6})?Z", "a time in ISO 8601, UTC"),
} as const satisfies Record<string, Pattern>;

/** Whether a text can be the id of a run. */
export function isId(text: string): boolean {
  return patterns.id.whole.test(text);
}
