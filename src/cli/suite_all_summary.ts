import { countedWords, countWord } from "../report/counted_word.ts";
import { formatSeconds } from "../report/format_value.ts";
import type { Json } from "../spec/measure.ts";
import type { Colours } from "./colours.ts";
import { countOf } from "./count_of.ts";
import { summaryJson } from "./outcome_summary.ts";
import type { SuitePart } from "./run_suites.ts";
import { formatTable } from "./table.ts";

/** All suites together for people: each one's verdicts by word, the exploratory ones apart, its time and page. */
export function formatParts(parts: readonly SuitePart[], seconds: number, colours: Colours): string {
  const table = formatTable(
    [
      { title: "suite" },
      { title: "cases", align: "right" },
      { title: "taken", align: "right" },
      ...countedWords.map((title) => ({ title, align: "right" as const })),
      { title: "time", align: "right" },
      { title: "status" },
      { title: "page" },
    ],
    parts.map(({ suite, status, summary }) => {
      if (!summary) return [suite, "", "", ...countedWords.map(() => ""), "", status];
      const { cases, verdicts } = summary;
      return [
        suite,
        String(cases.length),
        String(cases.filter(({ takenFrom }) => takenFrom !== null).length),
        ...countedWords.map((word) => String(countWord(verdicts, word))),
        formatSeconds(summary.seconds),
        status,
        summary.page ?? "",
      ];
    }),
  );
  return [colours.bold("All suites"), "", table, "", `${countOf(parts.length, "suite")} in ${formatSeconds(seconds)}`]
    .join("\n");
}

/** The same for machines. */
export function partsJson(parts: readonly SuitePart[], seconds: number): Json {
  return {
    seconds,
    suites: parts.map(({ suite, status, summary, errors }) => ({
      ...(summary ? summaryJson(summary) as Record<string, Json> : { suite }),
      status,
      errors: errors.map((error) => error instanceof Error ? error.message : String(error)),
    })),
  };
}
