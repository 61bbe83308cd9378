import { assertEquals } from "@std/assert";
import { formatPruning, type Pruning } from "../../src/cli/prune_text.ts";

const pruning: Pruning = {
  dryRun: true,
  runs: [{
    id: "one",
    suite: "barriers",
    preset: "laptop",
    status: "running",
    started: "2026-11-21T11:30:00.123Z",
    bytes: 2_000_000,
    bytesInStore: 1_000_000,
    takers: ["two", "three"],
  }],
  spared: [{ id: "four", reason: "a process is at work on it" }],
  store: { before: 3_000_000, after: 2_100_000 },
};

Deno.test("formatPruning() says what goes, who has its rows, what stays and the space", () => {
  const lines = formatPruning(pruning).split("\n");
  assertEquals(lines.slice(2), [
    "one  laptop  interrupted  2026-11-21 11:30 UTC  2.0 MB    1.0 MB",
    "two, three took rows of one and have them",
    "Kept four: a process is at work on it",
    "Would remove 1 run: 2.0 MB of files, about 1.0 MB of the store's 3.0 MB",
  ]);
  assertEquals(
    formatPruning({ ...pruning, dryRun: false }).split("\n").at(-1),
    "Removed 1 run: 2.0 MB of files; the store had 3.0 MB, has 2.1 MB",
  );
});

Deno.test("formatPruning() without runs says what stays, and that nothing else was asked for", () => {
  assertEquals(
    formatPruning({ ...pruning, runs: [] }),
    "Kept four: a process is at work on it\nNothing to remove: no other run is what was asked for",
  );
});
