import { type Flag, flagName } from "./flags.ts";
import { suiteFlags } from "./suite_flags.ts";

/** The flags on which a run's rows do not depend. */
const watching: readonly (keyof typeof suiteFlags)[] = [
  "jobs",
  "results",
  "exportWalk",
  "resume",
  "fresh",
  "dryRun",
  "noReport",
  "json",
  "quiet",
  "help",
];

/** All others, by their names on the command line. */
const asking = new Map(
  Object.entries<Flag>(suiteFlags)
    .filter(([name]) => !watching.some((other) => other === name))
    .map(([name, flag]) => [`--${flagName(name)}`, flag]),
);

/**
 * What a command asks of a suite, from its words: the flags on which the rows depend, with their values, in one order. Two commands at one
 * commit with the same answer here make the same run.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { questionOf } from "./question_of.ts";
 *
 * assertEquals(questionOf(["--seeds", "3", "--json", "--preset=smoke"]), "--preset=smoke --seeds=3");
 * ```
 */
export function questionOf(words: readonly string[]): string {
  const asked: string[] = [];
  for (const [index, word] of words.entries()) {
    const [name, value] = word.split(/=(.*)/s) as [string, string | undefined];
    const flag = asking.get(name);
    if (flag === undefined) continue;
    asked.push(flag.value === undefined ? name : `${name}=${value ?? words[index + 1] ?? ""}`);
  }
  return asked.sort().join(" ");
}

/** The words of a command as a run stores it: parts in single quotes are one word. */
export function wordsOf(command: string): string[] {
  const words = command.match(/(?:'(?:[^'])*'|\\'|[^\s'])+/g) ?? [];
  return words.map((word) => word.replace(/'([^']*)'|\\'/g, (part, inner) => part === "\\'" ? "'" : inner));
}
