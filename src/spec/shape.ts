/** What plain data must look like that comes from outside: from a file that anybody may have written. */

import { visibleText } from "./visible_text.ts";

/** Says what is wrong with a value, as "must be ...: what was found" with the place in front; undefined where nothing is. */
export type Shape = (value: unknown, place: string) => string | undefined;

/** A text of so many characters at most. */
export function text(length = 100_000): Shape {
  return (value, place) => {
    if (typeof value !== "string") return fault(place, "a text", value);
    if (value.length > length) return `${place} must be a text of ${length} characters at most: ${value.length}`;
  };
}

/** A text of one line that matches the pattern. */
export function textLike(pattern: RegExp, what: string): Shape {
  return (value, place) => typeof value === "string" && pattern.test(value) ? undefined : fault(place, what, value);
}

/** One of these words. */
export function word(words: readonly string[]): Shape {
  return (value, place) =>
    words.includes(value as string) ? undefined : fault(place, `one of ${words.join(", ")}`, value);
}

/** A number, finite as JSON has no others. */
export const number: Shape = (value, place) => Number.isFinite(value) ? undefined : fault(place, "a number", value);

/** A whole number from 0. */
export const count: Shape = (value, place) =>
  Number.isSafeInteger(value) && value as number >= 0 ? undefined : fault(place, "a whole number from 0", value);

/** True or false. */
export const truth: Shape = (value, place) =>
  typeof value === "boolean" ? undefined : fault(place, "true or false", value);

/** What may be absent. */
export function optional(shape: Shape): Shape {
  return (value, place) => value === undefined ? undefined : shape(value, place);
}

/** What may be null. */
export function nullable(shape: Shape): Shape {
  return (value, place) => value === null ? undefined : shape(value, place);
}

/** A list of so many at most. */
export function list(shape: Shape, length = 100_000): Shape {
  return (value, place) => {
    if (!Array.isArray(value)) return fault(place, "a list", value);
    if (value.length > length) return `${place} must have ${length} entries at most: ${value.length}`;
    return first(value.map((entry, index) => [entry, `${place}[${index}]`]), shape);
  };
}

/** An object with these fields; others are left as they are. */
export function object(fields: Readonly<Record<string, Shape>>): Shape {
  return (value, place) => {
    if (!isRecord(value)) return fault(place, "an object", value);
    for (const [name, shape] of Object.entries(fields)) {
      const found = shape(Object.hasOwn(value, name) ? value[name] : undefined, `${place}.${name}`);
      if (found !== undefined) return found;
    }
  };
}

/** An object whose fields all have one shape. */
export function record(shape: Shape): Shape {
  return (value, place) => {
    if (!isRecord(value)) return fault(place, "an object", value);
    const names = Object.keys(value);
    const long = names.find((name) => name.length > 200);
    if (long !== undefined) return fault(place, "an object with short names", long);
    return first(names.map((name) => [value[name], `${place}.${name}`]), shape);
  };
}

/** One of several objects, by the word in one of their fields. */
export function variant(field: string, shapes: Readonly<Record<string, Shape>>): Shape {
  return (value, place) => {
    if (!isRecord(value)) return fault(place, "an object", value);
    return word(Object.keys(shapes))(value[field], `${place}.${field}`) ?? shapes[String(value[field])]!(value, place);
  };
}

/** Anything that JSON has. */
export const anything: Shape = () => undefined;

/**
 * Reads JSON that has a shape; control characters in its texts become escapes, see `visibleText()`.
 *
 * @throws {TypeError} where it has not, or is deeper or longer than anything that this program writes.
 *
 * @example
 * ```ts
 * import { assertEquals, assertThrows } from "@std/assert";
 * import { count, object, readJson } from "./shape.ts";
 *
 * const shape = object({ steps: count });
 * assertEquals(readJson('{"steps": 3}', shape, "plan"), { steps: 3 });
 * assertThrows(() => readJson('{"steps": -3}', shape, "plan"), TypeError, "plan.steps must be a whole number from 0: -3");
 * ```
 */
export function readJson<Value>(json: string, shape: Shape, place: string): Value {
  if (json.length > 10_000_000) {
    throw new TypeError(`${place} must be JSON of 10 MB at most: ${json.length} characters`);
  }
  if (depthOf(json) > 100) throw new TypeError(`${place} must be JSON of 100 levels at most: ${depthOf(json)}`);
  let value: unknown;
  try {
    value = JSON.parse(json, (_name, inner) => typeof inner === "string" ? visibleText(inner, { lines: true }) : inner);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new TypeError(fault(place, "JSON", json), { cause: error });
  }
  const found = shape(value, place);
  if (found !== undefined) throw new TypeError(found);
  return value as Value;
}

/** Says what must be, and what was found: on one line, and short. */
export function fault(place: string, what: string, value: unknown): string {
  const found = value === undefined ? "nothing" : JSON.stringify(value) ?? String(value);
  const shown = visibleText(found);
  return `${visibleText(place)} must be ${what}: ${shown.length > 100 ? `${shown.slice(0, 100)} ...` : shown}`;
}

function first(entries: readonly (readonly [unknown, string])[], shape: Shape): string | undefined {
  for (const [value, place] of entries) {
    const found = shape(value, place);
    if (found !== undefined) return found;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Levels of brackets outside of texts. */
function depthOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [part] of json.matchAll(/"(?:[^"\\]|\\.)*"|[[{]|[\]}]/g)) {
    if (part === "[" || part === "{") deepest = Math.max(deepest, ++depth);
    else if (part === "]" || part === "}") depth--;
  }
  return deepest;
}
