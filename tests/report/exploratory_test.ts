import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { claimState } from "../../src/report/claim_state.ts";
import type { Markup } from "../../src/report/escape.ts";
import { renderOutcomes } from "../../src/report/outcome_table.ts";
import { renderSettings } from "../../src/report/settings_table.ts";
import { renderTally } from "../../src/report/tally.ts";
import type { Verdict } from "../../src/spec/claim.ts";

const verdict = (epoch: number, parts: Partial<Verdict>): Verdict => ({
  claim: "W1",
  version: 2,
  statement: "Most steps have a minimum inside",
  estimator: "share",
  unit: "share",
  criterion: "95 % interval above 0.5",
  group: { network: "mlp", epoch },
  word: "supported",
  estimate: {
    mean: 0.7,
    deviation: 0.1,
    lower: 0.6,
    upper: 0.8,
    level: 0.95,
    method: "student t",
    seeds: 5,
    observations: 300,
  },
  values: [],
  note: "",
  ...parts,
});
const primary = verdict(1, { word: "undecided" });
const exploratory = verdict(5, { exploratory: true });

/** Markup without the spaces that the formatter put into it. */
const text = ({ markup }: Markup) => markup.replaceAll(/\s+/g, " ");

Deno.test("claimState() takes no notice of exploratory words, whichever they are", () => {
  assertEquals(claimState([exploratory, primary]), "open");
  assertEquals(claimState([exploratory]), "open");
  assertEquals(
    claimState([verdict(1, {}), verdict(5, { exploratory: true, word: "contradicted" })]),
    "holds everywhere",
  );
});

Deno.test("renderTally() counts exploratory verdicts apart", () => {
  const counts = [...text(renderTally([primary, exploratory])).matchAll(/<li data-word="([\w ]+)" >.*?<b>(\d)<\/b>/g)];
  assertEquals(counts.map(([, word, count]) => [word, count]), [["undecided", "1"], ["exploratory", "1"]]);
});

Deno.test("renderSettings() shows an exploratory word in outline, says so, and has its interval", () => {
  const [first, second] = text(renderSettings([primary, exploratory], undefined)).split("<tr data-word=").slice(1);
  assert(!first!.includes("exploratory"));
  assertMatch(second!, /^"exploratory".*class="verdict supported exploratory".*supported<small>, exploratory<\/small>/);
  assertStringIncludes(second!, "60 % to 80 %");
});

Deno.test("renderOutcomes() draws exploratory signs in outline and tells each one's interval", () => {
  const shown = text(renderOutcomes([primary, exploratory], [], ["network", "epoch"]));
  assertStringIncludes(shown, `title="W1, mlp, epoch 5: supported, exploratory, effect 70 % [60 %, 80 %]"`);
  assertEquals(shown.match(/class="verdict sign supported exploratory"/g)?.length, 2);
  assertEquals(shown.match(/class="verdict sign undecided"/g)?.length, 2);
});
