import { countOf } from "./count_of.ts";
import { formatBytes } from "./format_bytes.ts";
import { formatTable } from "./table.ts";

/** What a prune removed, or would remove. */
export interface Pruning {
  readonly dryRun: boolean;
  readonly runs: readonly {
    readonly id: string;
    readonly suite: string;
    readonly preset: string;
    readonly status: string;
    /** ISO 8601, UTC. */
    readonly started: string;
    /** Of its own files. */
    readonly bytes: number;
    /** Of its rows in the store, by their share of all rows. */
    readonly bytesInStore: number;
    /** Runs that took rows of it and stay. */
    readonly takers: readonly string[];
  }[];
  /** What stays though it was asked for. */
  readonly spared: readonly { readonly id: string; readonly reason: string }[];
  /** Bytes of the store. */
  readonly store: { readonly before: number; readonly after: number };
}

/** The text of a prune: the runs, what stays and why, and the space. */
export function formatPruning({ dryRun, runs, spared, store }: Pruning): string {
  const kept = spared.map(({ id, reason }) => `Kept ${id}: ${reason}`);
  if (runs.length === 0) {
    return [...kept, `Nothing to remove: no ${kept.length > 0 ? "other " : ""}run is what was asked for`].join("\n");
  }
  const table = formatTable(
    [
      { title: "run" },
      { title: "preset" },
      { title: "status" },
      { title: "began" },
      { title: "files", align: "right" },
      { title: "in store", align: "right" },
    ],
    runs.map(({ id, preset, status, started, bytes, bytesInStore }) => [
      id,
      preset,
      // A run whose process died says that it is running.
      status === "running" ? "interrupted" : status,
      `${started.slice(0, 16).replace("T", " ")} UTC`,
      formatBytes(bytes),
      formatBytes(bytesInStore),
    ]),
  );
  const taken = runs.filter(({ takers }) => takers.length > 0)
    .map(({ id, takers }) =>
      `${takers.join(", ")} took rows of ${id} and ${takers.length === 1 ? "has" : "have"} them`
    );
  return [table, ...taken, ...kept, formatSpace({ dryRun, runs, store })].join("\n");
}

function formatSpace({ dryRun, runs, store }: Pick<Pruning, "dryRun" | "runs" | "store">): string {
  const files = formatBytes(runs.reduce((sum, { bytes }) => sum + bytes, 0));
  const many = countOf(runs.length, "run");
  if (dryRun) {
    const inStore = formatBytes(runs.reduce((sum, { bytesInStore }) => sum + bytesInStore, 0));
    return `Would remove ${many}: ${files} of files, about ${inStore} of the store's ${formatBytes(store.before)}`;
  }
  return `Removed ${many}: ${files} of files; the store had ${formatBytes(store.before)}, has ${
    formatBytes(store.after)
  }`;
}
