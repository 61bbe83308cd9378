import { closestString } from "@std/text/closest-string";
import { levenshteinDistance } from "@std/text/levenshtein-distance";

/**
 * `": did you mean vgg11?"` where one of the known words is close to the word given, else an empty string. `prefix` stands
 * before each known word.
 */
export function suggest(word: string, known: Iterable<string>, prefix = ""): string {
  const words = [...known].map((name) => `${prefix}${name}`);
  if (words.length === 0) return "";
  const closest = closestString(word, words);
  const near = levenshteinDistance(word.toLowerCase(), closest.toLowerCase()) <= Math.max(2, closest.length / 3);
  return near ? `: did you mean ${closest}?` : "";
}
