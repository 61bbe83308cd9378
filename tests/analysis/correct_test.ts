import { assertEquals } from "@std/assert";
import { correct } from "../../src/analysis/correct.ts";
import { estimateShare } from "../../src/analysis/estimate.ts";
import type { Verdict, VerdictWord } from "../../src/spec/claim.ts";

function verdict(word: VerdictWord, pValue?: number, note = ""): Verdict {
  return {
    claim: "X1",
    version: 1,
    statement: "It holds",
    estimator: "mean",
    unit: "",
    criterion: "95 % interval above 0",
    group: {},
    word,
    ...pValue === undefined ? {} : { pValue },
    values: [],
    note,
  };
}

const agreeingSeeds = [0, 1].map((seed) => ({ seed, value: 0, count: 150 }));

const outcome = ({ word, adjustedPValue, note }: Verdict) => [word, adjustedPValue, note];

Deno.test("correct() withholds words that do not hold after Holm's correction, and says so", () => {
  const verdicts = [verdict("supported", 0.03, "1 of 5 seeds diverged"), verdict("contradicted", 0.015625)];
  assertEquals(correct([...verdicts, verdict("undecided", 0.5)], 0.95).map(outcome), [
    [
      "undecided",
      0.06,
      "supported by itself, but not after Holm's correction over 3 groups of the claim: p = 0.03, adjusted 0.06; 1 of 5 seeds diverged",
    ],
    ["contradicted", 0.046875, ""],
    ["undecided", 0.5, ""],
  ]);
});

Deno.test("correct() leaves one verdict alone as it is, and counts only verdicts that were tested", () => {
  const untested = verdict("not testable");
  assertEquals(correct([untested, verdict("supported", 0.05)], 0.95), [
    untested,
    { ...verdict("supported", 0.05), adjustedPValue: 0.05 },
  ]);
});

Deno.test("correct() corrects each claim over its own groups, also those whose seeds all agree", () => {
  const agreeing = { ...verdict("supported", 0.03), estimate: estimateShare(agreeingSeeds, 0.95) };
  const other = { ...verdict("supported", 0.03), claim: "X2" };
  assertEquals(correct([agreeing, verdict("undecided", 0.5), other], 0.95).map(outcome).map(([word, p]) => [word, p]), [
    ["undecided", 0.06],
    ["undecided", 0.5],
    ["supported", 0.03],
  ]);
});

Deno.test("correct() leaves exploratory verdicts their words and gives them no adjusted p-value, nor do they count", () => {
  const exploratory = { ...verdict("supported", 0.04), exploratory: true };
  assertEquals(correct([exploratory, verdict("supported", 0.03), exploratory], 0.95), [
    exploratory,
    { ...verdict("supported", 0.03), adjustedPValue: 0.03 },
    exploratory,
  ]);
});
