import { formatDate, formatSeconds, type Row, type Subject, type TableSection } from "../../mod.ts";
import { caseNames } from "./case_names.ts";

/** What happened in the run, in order; of a long log what is not the plain course of a case. */
export const runLog: TableSection = {
  kind: "table",
  title: "The log",
  caption: "Times count from the run's start.",
  data: `
    SELECT happened, kind, text, case_id, network, dataset, descent, learning_rate, batch_size, momentum, weight_decay, seed
    FROM events LEFT JOIN cases USING (run_id, case_id) WHERE run_id = $run ORDER BY events.rowid`,
  derive(rows, { run }) {
    const nameOf = caseNames(rows.filter(isOfCase));
    const entries = [...tellOnce(rows), ...missingEnd(rows, run)];
    return entries.map((row) => ({
      ...row,
      after: row.happened ? formatSeconds((Date.parse(String(row.happened)) - Date.parse(run.started)) / 1000) : null,
      about: row.cases ?? (isOfCase(row) ? nameOf(row) : "the\u00a0run"),
      event: eventWords(row),
    }));
  },
  columns: [
    { name: "after", label: "after" },
    { name: "about", label: "about", wraps: true },
    { name: "event", label: "what happened", wraps: true },
  ],
  excerpt: {
    whole: "The whole log, with each case's beginning and end",
    has: (row) => !isOfCase(row) || row.kind !== "begun" && row.kind !== "finished",
  },
  empty: "No log was kept: the run is older than the logs.",
};

function isOfCase({ case_id = null }: Row): boolean {
  return case_id !== null;
}

/** The entries; cases whose rows were taken from one run share theirs. */
function tellOnce(rows: readonly Row[]): Row[] {
  const taken = Map.groupBy(rows.filter(({ kind }) => kind === "taken"), ({ text }) => text);
  return rows.flatMap((row) => {
    if (row.kind !== "taken") return [row];
    const together = taken.get(row.text)!;
    if (row !== together[0]) return [];
    return [together.length === 1 ? row : { ...row, cases: `${together.length}\u00a0cases` }];
  });
}

/** What a process that was killed could not say. */
function missingEnd(rows: readonly Row[], { status }: Subject["run"]): Row[] {
  const last = rows.findLast((row) => !isOfCase(row) && row.kind !== "note")?.kind;
  if (status !== "interrupted" || last !== "begun" && last !== "resumed") return [];
  return [{ kind: "interrupted", text: "as its process was killed or the machine stopped" }];
}

function eventWords(row: Row): string {
  const { kind, text, happened } = row;
  if (kind === "note") return String(text);
  if (kind === "taken") return `rows taken ${text}`;
  if (kind === "failed" && text) return `failed: ${text}`;
  if (!isOfCase(row) && (kind === "begun" || kind === "resumed")) {
    return `${kind} on ${formatDate(String(happened))} UTC${text ? `; ${text}` : ""}`;
  }
  return text ? `${kind} ${text}` : String(kind);
}
