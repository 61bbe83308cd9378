import type { Case } from "../spec/case.ts";
import { sgdDescent } from "../spec/descent.ts";

/**
 * What a case's steps follow, as one word for the command line: the descent's name in lower case without spaces and commas.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { descentWord } from "./descent_word.ts";
 *
 * assertEquals(descentWord({}), "sgd");
 * assertEquals(descentWord({ descent: { name: "GD + structured noise", gradient: "full batch" } }), "gd+structured-noise");
 * ```
 */
export function descentWord({ descent = sgdDescent }: Pick<Case, "descent">): string {
  return descent.name.toLowerCase().replace(/\s*\+\s*/g, "+").replace(/[\s,]+/g, "-");
}
