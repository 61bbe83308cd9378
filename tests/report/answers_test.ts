import { assertEquals, assertStringIncludes } from "@std/assert";
import { answer as barriers } from "../../reports/barriers/answer.ts";
import { answer as heights } from "../../reports/heights/answer.ts";
import { wordsOfPrimary } from "../../reports/sections/words_of_primary.ts";
import type { Subject } from "../../src/report/page.ts";
import type { Verdict, VerdictWord } from "../../src/spec/claim.ts";

const verdict = (claim: string, word: VerdictWord, mean: number, exploratory = false) =>
  ({ claim, word, estimate: { mean }, ...(exploratory ? { exploratory } : {}) }) as Verdict;

const subject = (...verdicts: readonly Verdict[]) => ({ verdicts, run: { preset: "laptop" } }) as unknown as Subject;

Deno.test("wordsOfPrimary() counts what primary settings say, and passes exploratory ones by", () => {
  const [held, not, open] = [
    verdict("W1", "supported", 1),
    verdict("W1", "contradicted", 1),
    verdict("W1", "undecided", 1),
  ];
  const exploratory = verdict("W1", "supported", 1, true);
  assertEquals(
    wordsOfPrimary([held, not, open, exploratory]),
    "supported in 1 and contradicted in 1 of 3 primary settings",
  );
  assertEquals(wordsOfPrimary([open, open, exploratory]), "open in all 2 primary settings");
  assertEquals(wordsOfPrimary([not, exploratory]), "contradicted in the one primary setting");
  assertEquals(wordsOfPrimary([exploratory]), "judged in no primary setting");
});

Deno.test("the answer of barriers tells the rate that W6 has, and what W1 and W1b say", () => {
  const walls = [verdict("W1", "contradicted", -0.4), verdict("W1b", "undecided", 0.4)];
  const held = [verdict("W6", "supported", 0.001), verdict("W6", "supported", 0)];
  assertEquals(
    barriers(subject(...held, ...walls)),
    "Hardly: in all 2 settings at the scale of the laptop preset fewer than 1 % of the steps cross a barrier of a thousandth of the loss, at most 0.1 % " +
      "were seen to (W6). That most steps have a minimum inside, and more of them than in a bowl without walls (W1), is contradicted in the one " +
      "primary setting; that most steps pass a minimum of their own mini-batch, as between walls (W1b), is open in the one primary setting.",
  );
  assertStringIncludes(barriers(subject(...held, verdict("W6", "contradicted", 0.05))), "Yes, in 1 of 3 settings");
  assertStringIncludes(barriers(subject(held[0]!, verdict("W6", "undecided", 0))), "Not decided everywhere");
  assertStringIncludes(barriers(subject(verdict("W6", "undecided", 0))), "none was seen to (W6)");
  assertStringIncludes(barriers(subject()), "no setting was judged");
});

Deno.test("the answer of heights is of the primary settings alone, and says where they differ", () => {
  const [held, not] = [verdict("W7", "supported", 1), verdict("W7", "contradicted", -1)];
  assertStringIncludes(
    heights(subject(held, verdict("W7", "contradicted", -1, true))),
    "Yes, in the one primary setting",
  );
  assertStringIncludes(heights(subject(held, not)), "It depends: in 1 of 2 primary settings");
  assertStringIncludes(heights(subject(held, not)), "the floor lies 2 times as deep");
  assertStringIncludes(heights(subject(not)), "No, not in 1 of 1");
  assertStringIncludes(heights(subject(verdict("W7", "supported", 1, true))), "This run cannot say");
});
