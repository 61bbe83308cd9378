import { parseArgs } from "@std/cli/parse-args";
import { UserError } from "../spec/user_error.ts";
import { callerPath } from "./caller_path.ts";
import { suggest } from "./suggest.ts";

/** One flag of a command. */
export interface Flag<Value = unknown> {
  /**
   * What stands for the value in the help, for example `"N"`; absent for a switch. A FOLDER or FILE is given to `read` as a whole path, relative
   * ones taken from where the command was typed.
   */
  readonly value?: string;
  /** Whether the value may be left out; the flag then reads as `""`. */
  readonly optional?: boolean;
  readonly help: string;
  /** The default in words, as the help shows it. */
  readonly default?: string;
  /** The value of the text after the flag; throws an Expectation where it is not one. */
  readonly read: (text: string) => Value;
}

/** The flags of a command by name in camelCase; on the command line they are kebab-case. */
export type Flags = Readonly<Record<string, Flag>>;

/** What was given for each flag; absent where it was not given. */
export type FlagValues<Given extends Flags> = { readonly [Name in keyof Given]?: ReturnType<Given[Name]["read"]> };

/** A command line, read. */
export interface Parsed<Given extends Flags> {
  readonly values: FlagValues<Given>;
  /** The arguments that belong to no flag. */
  readonly words: readonly string[];
}

/** What a value must be, thrown by a flag's `read`. */
export class Expectation extends Error {
  override readonly name = "Expectation";
}

/** A switch: given or not. */
export function toggle(help: string): Flag<true> {
  return { help, read: () => true };
}

/**
 * Reads the arguments of a command. `--flag value` and `--flag=value` are the same; a flag is given at most once.
 *
 * @throws {UserError} For an unknown flag (with the closest known one), a missing value or one that is not allowed.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseFlags, toggle } from "./flags.ts";
 * import { positiveInteger } from "./flag_values.ts";
 *
 * const flags = { seeds: { value: "N", help: "How many seeds", read: positiveInteger }, dryRun: toggle("Only list") };
 * assertEquals(parseFlags(flags, ["barriers", "--seeds=3"]), { values: { seeds: 3 }, words: ["barriers"] });
 * ```
 */
export function parseFlags<Given extends Flags>(flags: Given, args: readonly string[]): Parsed<Given> {
  const names = new Map(Object.keys(flags).map((name) => [flagName(name), name]));
  const { switches = [], valued = [] } = Object.groupBy(
    names.keys(),
    (name) => flags[names.get(name)!]!.value === undefined ? "switches" : "valued",
  );
  refuseValues(switches, args);
  const parsed = parseArgs(keepNegativeNumbers(args), {
    boolean: switches,
    string: ["_", ...valued],
    collect: [...names.keys()],
    alias: names.has("help") ? { help: "h" } : {},
    unknown(argument, key) {
      if (key === undefined) return true;
      const given = argument.split("=")[0]!;
      const near = suggest(given, names.keys(), "--") || (names.has("help") ? ": --help lists them" : "");
      throw new UserError(`Cannot use ${given} as it is no flag of this command${near}`);
    },
  });
  const values: Record<string, unknown> = {};
  for (const [name, key] of names) {
    const given = parsed[name] as (string | boolean)[];
    if (given.length === 0) continue;
    values[key] = readOnce(name, flags[key]!, given);
  }
  return { values: values as FlagValues<Given>, words: parsed._.map(String) };
}

/**
 * The arguments without those that belong to no flag: a flag's value stays, also where it is the same word as one of them.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { withoutWords } from "./flags.ts";
 *
 * const flags = { results: { value: "FOLDER", help: "Where", read: String } };
 * assertEquals(withoutWords(flags, ["barriers", "--results", "barriers"]), ["--results", "barriers"]);
 * ```
 */
export function withoutWords(flags: Flags, args: readonly string[]): string[] {
  const valued = new Set(
    Object.keys(flags).filter((key) => flags[key]!.value !== undefined).map((key) => `--${flagName(key)}`),
  );
  const kept: string[] = [];
  for (const [index, word] of args.entries()) {
    const before = args[index - 1];
    const isValue = before !== undefined && valued.has(before) && kept.at(-1) === before;
    if (word.startsWith("-") || isValue) kept.push(word);
  }
  return kept;
}

/** `learningRate` as it is written on the command line: `--learning-rate`, without the hyphens in front. */
export function flagName(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function readOnce(name: string, flag: Flag, given: (string | boolean)[]): unknown {
  if (given.length > 1) {
    throw new UserError(`Cannot use --${name} as it must be given at most once: ${given.length} times`);
  }
  const text = String(given[0]);
  if (text === "" && flag.value !== undefined && !flag.optional) {
    throw new UserError(`Cannot use --${name} as it needs a value: --${name} ${flag.value}`);
  }
  try {
    return flag.read(flag.value === "FOLDER" || flag.value === "FILE" ? callerPath(text) : text);
  } catch (error) {
    if (!(error instanceof Expectation)) throw error;
    throw new UserError(`Cannot use --${name} as ${error.message}`, { cause: error });
  }
}

function refuseValues(switches: readonly string[], args: readonly string[]): void {
  for (const name of switches) {
    const given = args.find((argument) => argument.startsWith(`--${name}=`));
    if (given) throw new UserError(`Cannot use --${name} as it takes no value: ${given}`);
  }
}

/** `--flag -1` means the value -1, not a flag named 1. */
function keepNegativeNumbers(args: readonly string[]): string[] {
  const kept: string[] = [];
  for (const argument of args) {
    const last = kept.at(-1);
    if (/^-(\.?\d|inf|nan)/i.test(argument) && last?.startsWith("--") && !last.includes("=")) {
      kept[kept.length - 1] = `${last}=${argument}`;
    } else kept.push(argument);
  }
  return kept;
}
