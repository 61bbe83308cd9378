import { assertEquals, assertStringIncludes } from "@std/assert";
import { createColours } from "../../src/cli/colours.ts";
import { formatVerdicts } from "../../src/cli/verdict_table.ts";
import type { Verdict } from "../../src/spec/claim.ts";

const supported: Verdict = {
  claim: "W6",
  version: 1,
  statement: "SGD hardly crosses barriers",
  estimator: "barrier rate",
  unit: "share",
  criterion: "95 % interval below 0.01",
  group: { network: "mlp", learning_rate: 0.1, epoch: 10 },
  word: "supported",
  estimate: {
    mean: 0.002,
    deviation: 0.001,
    lower: 0.001,
    upper: 0.003,
    level: 0.95,
    method: "student t",
    seeds: 5,
    observations: 300,
  },
  values: [],
  note: "",
};
const { estimate: _, ...withoutEstimate } = supported;
const untestable: Verdict = {
  ...withoutEstimate,
  group: { network: "vgg11", learning_rate: 0.1, epoch: 10 },
  word: "not testable",
  note: "an interval needs two seeds",
  values: [{ seed: 0, value: 0, count: 60 }],
};

Deno.test("formatVerdicts() shows claim, group, effect, interval, seeds and verdict, and notes by number", () => {
  assertEquals(
    formatVerdicts([supported, untestable], createColours(false)),
    `W6  SGD hardly crosses barriers (barrier rate: 95 % interval below 0.01)

claim  network, learning rate, epoch  effect  interval        seeds  verdict       note
─────  ─────────────────────────────  ──────  ──────────────  ─────  ────────────  ────
W6     mlp, 0.1, 10                    0.2 %  [0.1 %, 0.3 %]      5  supported
W6     vgg11, 0.1, 10                      –  –                   1  not testable     1

1  an interval needs two seeds`,
  );
});

Deno.test("formatVerdicts() shows the regime of those that have one", () => {
  const bounces = { ...supported, regime: { label: "eta lambda_max", value: 1.2345 } };
  assertStringIncludes(
    formatVerdicts([bounces, untestable], createColours(false)),
    `claim  network, learning rate, epoch  regime  effect  interval        seeds  verdict       note
─────  ─────────────────────────────  ──────  ──────  ──────────────  ─────  ────────────  ────
W6     mlp, 0.1, 10                     1.23   0.2 %  [0.1 %, 0.3 %]      5  supported
W6     vgg11, 0.1, 10                      –       –  –                   1  not testable     1`,
  );
});

Deno.test("formatVerdicts() paints the words without moving the columns", () => {
  const painted = formatVerdicts([supported], createColours(true));
  assertStringIncludes(painted, "  5  \x1b[32msupported\x1b[39m");
});

Deno.test("formatVerdicts() sets exploratory words in brackets, dimmed, and says below what brackets mean", () => {
  const both = [supported, { ...supported, group: { ...supported.group, epoch: 5 }, exploratory: true }];
  const plain = formatVerdicts(both, createColours(false));
  assertStringIncludes(plain, "5  supported\n");
  assertStringIncludes(plain, "5  (supported)\n\n(…)  exploratory: not among the claim's primary groups");
  assertStringIncludes(formatVerdicts(both, createColours(true)), "  5  \x1b[2m(supported)\x1b[22m");
  assertEquals(formatVerdicts([supported], createColours(false)).includes("(…)"), false);
});

Deno.test("formatVerdicts() says so where no claim was judged", () => {
  assertEquals(formatVerdicts([], createColours(false)), "No claims were judged");
});
