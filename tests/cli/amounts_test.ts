import { assertEquals } from "@std/assert";
import { formatBytes, formatDuration } from "../../src/cli/amounts.ts";

Deno.test("formatDuration() names one or two units", () => {
  const seconds = [0, 0.44, 9.94, 9.96, 59.4, 60, 185, 3600, 7830, 273_600, NaN, Infinity, -1];
  assertEquals(seconds.map(formatDuration), [
    "0.0 s",
    "0.4 s",
    "9.9 s",
    "10 s",
    "59 s",
    "1 min",
    "3 min 5 s",
    "1 h",
    "2 h 10 min",
    "3 d 4 h",
    "?",
    "?",
    "?",
  ]);
});

Deno.test("formatBytes() keeps two digits", () => {
  assertEquals([0, 999, 1000, 820_000, 1_430_000_000].map(formatBytes), ["0 B", "999 B", "1.0 kB", "820 kB", "1.4 GB"]);
});
