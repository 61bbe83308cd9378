import { assertEquals } from "@std/assert";
import { rate, share } from "../../src/analysis/estimators.ts";
import { noteUnmeasured } from "../../src/cli/note_unmeasured.ts";
import { bowl } from "../../src/measure/bowl.ts";
import { cosine } from "../../src/measure/cosine.ts";
import { floor } from "../../src/measure/floor.ts";
import { segment } from "../../src/measure/segment.ts";
import { sharpness } from "../../src/measure/sharpness.ts";
import { claim } from "../../src/spec/define_claim.ts";
import barriers from "../../suites/barriers.ts";
import cosines from "../../suites/cosine.ts";
import heights from "../../suites/heights.ts";
import noise from "../../suites/noise.ts";

function claimOf(sql: string, decider?: string) {
  const estimator = (text: string) => ({ label: "", unit: "", per: [], sql: text });
  const draft = claim("X1", "Something", { version: 1 }).estimate(estimator(sql));
  return (decider === undefined ? draft : draft.where(estimator(decider), { above: 1 })).above(0);
}

Deno.test("noteUnmeasured() names the columns and measurements that no measure gives, the regime's too", () => {
  const measures = [cosine(), segment()];
  const of = (sql: string, decider?: string) => noteUnmeasured({ measures, claims: [claimOf(sql, decider)] });
  assertEquals(of("SELECT avg(height) FROM steps WHERE cosine < 0"), [
    "X1 may not be testable, as no measure of the suite gives height",
  ]);
  assertEquals(of("SELECT cosine FROM steps", "SELECT value FROM measurements WHERE name = 'sharpness'"), [
    "X1 may not be testable, as no measure of the suite gives sharpness",
  ]);
  assertEquals(of("SELECT batch_loss, loss_from, noise_norm, validation_accuracy FROM steps"), []);
});

Deno.test("noteUnmeasured() names what a second criterion lacks", () => {
  const estimator = (sql: string) => ({ label: "", unit: "", per: [], sql });
  const both = claim("X1", "Something", { version: 1 }).estimate(estimator("SELECT cosine FROM steps"))
    .also(estimator("SELECT bowl_interior FROM steps"), { above: 0.5 }).above(0);
  assertEquals(noteUnmeasured({ measures: [cosine(), segment()], claims: [both] }), [
    "X1 may not be testable, as no measure of the suite gives bowl_interior",
  ]);
  assertEquals(noteUnmeasured({ measures: [cosine(), segment(), bowl()], claims: [both] }), []);
});

Deno.test("noteUnmeasured() takes functions, new names and texts for no columns", () => {
  const sql = "SELECT floor(cosine) AS height, 'distance' AS label FROM steps";
  assertEquals(noteUnmeasured({ measures: [cosine()], claims: [claimOf(sql)] }), []);
});

Deno.test("noteUnmeasured() has nothing to say of the suites here, nor of one whose measures are given in order", () => {
  for (const suite of [barriers, cosines, heights, noise]) assertEquals(noteUnmeasured(suite), [], suite.name);
  const claims = [
    claim("X1", "Inside", { version: 1 }).estimate(share("interior", { per: [] })).above(0),
    claim("X2", "Across", { version: 1 }).estimate(rate("barrier", { tolerance: 1e-6, per: [] })).above(0),
  ];
  assertEquals(noteUnmeasured({ claims, measures: [segment(), floor(), sharpness()] }), []);
  assertEquals(noteUnmeasured({ claims, measures: [floor(), segment()] }), [
    "X1 may not be testable, as no measure of the suite gives interior",
  ]);
});
