/** The settings that a verdict is about, as a reader sees them. */

import type { Group } from "../spec/claim.ts";
import { formatSetting } from "./format_value.ts";

/**
 * A group's settings in words, those of `without` left out.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { groupWords } from "./group_words.ts";
 *
 * assertEquals(groupWords({ network: "mlp", learning_rate: 0.1, epoch: 10 }, ["network"]), "η 0.1, epoch 10");
 * ```
 */
export function groupWords(group: Group, without: readonly string[] = []): string {
  const parts = Object.entries(group).filter(([key]) => !without.includes(key)).map(([key, value]) => {
    const shown = typeof value === "number" ? formatSetting(value) : value;
    if (key === "network" || key === "dataset") return shown;
    return `${key === "learning_rate" ? "η" : settingName(key)} ${shown}`;
  });
  return parts.join(", ");
}

/** A column's or field's name in words: `learning_rate` and `learningRate` are both "learning rate". */
export function settingName(key: string): string {
  return key.replace(/_/g, " ").replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
