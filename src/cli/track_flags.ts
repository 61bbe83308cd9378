/** The flags of `deno task track`: its own, and those of a suite that say which cases run and how. */

import { callerPath } from "./caller_path.ts";
import { text } from "./flag_values.ts";
import { flagName, type FlagValues, toggle } from "./flags.ts";
import { caseFlags, runFlags } from "./suite_flags.ts";

const {
  resume: _resume,
  exportWalk: _exportWalk,
  dryRun: _dryRun,
  noReport,
  json: _json,
  results,
  help,
  ...passedRunFlags
} = runFlags;

/** Flags of tracking itself. */
export const ownFlags = {
  commits: {
    value: "A..B",
    help: "The commits after A up to B by first parents, or some with commas between them",
    read: text,
  },
  retry: toggle("Tries commits again that failed before"),
  dryRun: toggle("Lists the commits and what is known of them, and runs none"),
  noReport,
  json: toggle("What came out as JSON on standard output, and nothing else there"),
  results,
  help,
} as const;

/** Flags that are handed on to the suite. */
export const passedFlags = { ...passedRunFlags, ...caseFlags } as const;

/** All of them. */
export const trackFlags = { ...passedFlags, ...ownFlags } as const;

/** What was given of them. */
export type TrackFlagValues = FlagValues<typeof trackFlags>;

/** The words to hand on to the suite: its flags, without its name and tracking's own; a folder by its whole path, as it is run elsewhere. */
export function passedWords(args: readonly string[]): string[] {
  const flags = new Map<string, { readonly value?: string }>(
    Object.entries(trackFlags).map(([key, flag]) => [`--${flagName(key)}`, flag]),
  );
  const own = new Set(Object.keys(ownFlags).map((key) => `--${flagName(key)}`));
  const passed: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const [name, given] = args[i]!.split(/=(.*)/s) as [string, string | undefined];
    const flag = flags.get(name);
    if (flag === undefined) continue;
    const value = flag.value === undefined ? undefined : given ?? args[++i]!;
    if (own.has(name)) continue;
    passed.push(name, ...value === undefined ? [] : [name === "--data-dir" ? callerPath(value) : value]);
  }
  return passed;
}
