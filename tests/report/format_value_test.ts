import { assertEquals } from "@std/assert";
import { formatSetting, formatValue } from "../../src/report/format_value.ts";

Deno.test("formatValue() keeps small, negative and exact numbers readable", () => {
  assertEquals(formatValue(0), "0");
  assertEquals(formatValue(450), "450");
  assertEquals(formatValue(573_060), "573060");
  assertEquals(formatValue(-0.02345), "−0.0234");
  assertEquals(formatValue(9e-7, "nats"), "9e-7 nats");
  assertEquals(formatValue(2_500_000), "2.5e6");
});

Deno.test("formatValue() gives a rank correlation without a unit", () => {
  assertEquals(formatValue(-0.98, "rho"), "−0.98");
});

Deno.test("formatValue() gives shares in percent, with two significant digits", () => {
  assertEquals([0, 1, 0.725, 0.0044444, -0.012].map((value) => formatValue(value, "share")), [
    "0 %",
    "100 %",
    "73 %",
    "0.44 %",
    "−1.2 %",
  ]);
});

Deno.test("formatValue() has a dash for what is not finite", () => {
  assertEquals([NaN, Infinity].map((value) => formatValue(value, "share")), ["–", "–"]);
});

Deno.test("formatSetting() never makes two settings read the same", () => {
  assertEquals([0.01234, 0.01235, 100_000, 1_000_000].map(formatSetting), ["0.01234", "0.01235", "100000", "1e6"]);
});
