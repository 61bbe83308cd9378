import { formatValue } from "../report/format_value.ts";
import type { Verdict, VerdictWord } from "../spec/claim.ts";
import type { Colours } from "./colours.ts";
import { formatTable } from "./table.ts";

/**
 * Each claim in a line, with its criterion, then its verdicts: group, regime where one has it, effect with interval, seeds and verdict, an
 * exploratory one in brackets; below stand what brackets mean and the notes by number.
 */
export function formatVerdicts(verdicts: readonly Verdict[], colours: Colours): string {
  if (verdicts.length === 0) return "No claims were judged";
  const claims = new Map(verdicts.map((verdict) => [verdict.claim, verdict]));
  const groups = new Set(verdicts.map(({ group }) => Object.keys(group).join(", ").replaceAll("_", " ")));
  const regimes = verdicts.some(({ regime }) => regime !== undefined);
  const notes = [...new Set(verdicts.map(({ note }) => note))].filter(Boolean);
  const table = formatTable(
    [
      { title: "claim" },
      { title: groups.size === 1 ? [...groups][0]! : "group" },
      ...(regimes ? [{ title: "regime", align: "right" as const }] : []),
      { title: "effect", align: "right" },
      { title: "interval" },
      { title: "seeds", align: "right" },
      { title: "verdict" },
      { title: "note", align: "right" },
    ],
    verdicts.map(({ claim, group, regime, unit, estimate, values, word, exploratory, note }) => [
      claim,
      Object.values(group).join(", "),
      ...(regimes ? [formatValue(regime?.value ?? NaN)] : []),
      estimate ? formatValue(estimate.mean, unit) : "–",
      estimate ? `[${formatValue(estimate.lower, unit)}, ${formatValue(estimate.upper, unit)}]` : "–",
      String(estimate?.seeds ?? values.length),
      exploratory ? `(${word})` : word,
      note === "" ? "" : String(notes.indexOf(note) + 1),
    ]),
  );
  return [
    ...[...claims.values()].map(({ claim, statement, estimator, criterion }) =>
      `${colours.bold(claim)}  ${statement} ${colours.dim(`(${estimator}: ${criterion})`)}`
    ),
    "",
    paintWords(table, colours),
    ...(verdicts.some(({ exploratory }) => exploratory) ? ["", colours.dim(brackets)] : []),
    ...(notes.length > 0 ? ["", ...notes.map((note, index) => `${index + 1}  ${note}`)] : []),
  ].join("\n");
}

const brackets =
  "(…)  exploratory: not among the claim's primary groups, so that its word is not corrected and makes no claim hold";

/** Paints after the table is aligned, as colours have no width. */
function paintWords(table: string, colours: Colours): string {
  const paint: Record<VerdictWord, (text: string) => string> = {
    supported: colours.green,
    contradicted: colours.red,
    undecided: colours.yellow,
    "not testable": colours.dim,
  };
  return table
    .replace(
      /(?<= {2})(supported|contradicted|undecided|not testable)(?= {2}|$)/gm,
      (word) => paint[word as VerdictWord](word),
    )
    .replace(/(?<= {2})\((?:supported|contradicted|undecided|not testable)\)(?= {2}|$)/gm, colours.dim);
}
