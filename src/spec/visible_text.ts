/** Characters that would move a terminal's cursor, colour it or turn its writing round, and the line ends that only some programs know. */
// deno-lint-ignore no-control-regex
const hidden = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/**
 * A text with its control characters as escapes, as JSON writes them, so that a terminal shows them and does nothing else. Line ends stay
 * where `lines` is given.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { visibleText } from "./visible_text.ts";
 *
 * assertEquals(visibleText("\u001b[2Jtwo\nlines"), "\\u001b[2Jtwo\\nlines");
 * ```
 */
export function visibleText(text: string, { lines = false }: { readonly lines?: boolean } = {}): string {
  const shown = text.replaceAll(hidden, escape);
  return lines ? shown : shown.replaceAll("\n", "\\n");
}

function escape(character: string): string {
  return short[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

const short: Readonly<Record<string, string>> = { "\t": "\\t", "\r": "\\r" };
