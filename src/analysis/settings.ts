import type { Group } from "../spec/claim.ts";
import { sgdDescent } from "../spec/descent.ts";
import type { Json } from "../spec/measure.ts";

/** A row of a query. */
export type Row = Readonly<Record<string, Json>>;

/**
 * A case as stored, JSON, in the manner of the store's columns: numbers and text by snake_case name. The network is its name and its
 * layers, the descent its name; lists and other objects are text.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { settingOf } from "./settings.ts";
 *
 * assertEquals(settingOf('{"batchSize":100,"measuredEpochs":[1,10]}'), {
 *   batch_size: 100,
 *   measured_epochs: "1, 10",
 *   descent: "SGD",
 * });
 * ```
 */
export function settingOf(json: string): Group {
  const { network, descent = sgdDescent, ...fields } = JSON.parse(json) as {
    network?: { name: string; layers: Json };
    descent?: { name: string };
  };
  const named = { ...fields, descent: descent.name };
  const flat = network ? { ...named, network: network.name, layers: network.layers } : named;
  return Object.fromEntries(
    Object.entries<Json>(flat).map(([field, value]) => [
      field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      typeof value === "number" || typeof value === "string" ? value : textOf(value),
    ]),
  );
}

/**
 * Which settings differ, in a claim's rows, between cases that agree in `per`: what groups must be split by beside it so that each is
 * one setting. In the order of the settings; layers only where they differ and the number of parameters does not.
 */
export function varyingSettings(rows: readonly Row[], per: readonly string[]): string[] {
  const varying = new Set<string>();
  for (const alike of Map.groupBy(rows, (row) => JSON.stringify(per.map((column) => row[column]))).values()) {
    const settings = alike.map(({ setting }) => settingOf(String(setting ?? "{}")));
    for (const column of new Set(settings.flatMap((setting) => Object.keys(setting)))) {
      if (new Set(settings.map((setting) => setting[column])).size > 1) varying.add(column);
    }
  }
  for (const column of per) varying.delete(column);
  if (varying.has("parameters")) varying.delete("layers");
  return [...varying];
}

function textOf(value: Json): string {
  return Array.isArray(value) && value.every((item) => typeof item === "number")
    ? value.join(", ")
    : JSON.stringify(value);
}
