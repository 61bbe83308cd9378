import { flagName, type Flags } from "./flags.ts";

/** What the help of a command says. */
export interface HelpText {
  /** For example `"deno task suite NAME [flags]"`. */
  readonly usage: string;
  readonly about: string;
  /** Flags under headings. */
  readonly sections: Readonly<Record<string, Flags>>;
  readonly examples: readonly string[];
}

/** The help as it is printed, flags in one column and what they do, with their defaults, in another. */
export function formatHelp({ usage, about, sections, examples }: HelpText): string {
  const written = Object.entries(sections).map(([heading, flags]) => ({
    heading,
    rows: Object.entries(flags).map(([key, { value, optional, help, default: standard }]) => ({
      left: `--${flagName(key)}${value === undefined ? "" : optional ? ` [${value}]` : ` ${value}`}`,
      right: standard === undefined ? help : `${help} (default: ${standard})`,
    })),
  }));
  const width = Math.max(0, ...written.flatMap(({ rows }) => rows.map(({ left }) => left.length)));
  return [
    about,
    "",
    `Usage: ${usage}`,
    ...written.flatMap(({ heading, rows }) => [
      "",
      `${heading}:`,
      ...rows.map(({ left, right }) => `  ${left.padEnd(width)}  ${right}`),
    ]),
    ...(examples.length > 0 ? ["", "Examples:", ...examples.map((example) => `  ${example}`)] : []),
  ].join("\n");
}
