import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import type { Verdict } from "../../src/spec/claim.ts";
import suite from "../../suites/noise.ts";
import { noiseCases, noiseRows } from "../report/synthetic_noise.ts";
import { temporaryRun } from "../report/temporary_run.ts";

async function judged(): Promise<readonly Verdict[]> {
  await using made = await temporaryRun(suite, { cases: noiseCases(), rows: noiseRows });
  return made.verdicts;
}

Deno.test("the noise suite's claims have a verdict each, primary at the paper's weight decay, exploratory without", async () => {
  const verdicts = (await judged()).filter(({ group }) => group.network === "mlp");
  assertEquals(new Set(verdicts.map(({ claim }) => claim)), new Set(suite.claims.map(({ id }) => id)));
  for (const { claim, group, exploratory = false } of verdicts.filter(({ claim }) => claim !== "W11")) {
    const judgedNoise = group.descent === undefined || String(group.descent).includes("0.02");
    assertEquals(exploratory, group.weight_decay === 0 || !judgedNoise, `${claim} ${JSON.stringify(group)}`);
  }
});

Deno.test("the noise suite's W10d compares sharpness where both walks have the same training loss", async () => {
  const verdicts = await judged();
  for (const [id, other] of [["W10d-sgd", 1], ["W10d-structured", 1.6]] as const) {
    const found = verdicts.filter(({ claim, group }) => claim === id && group.network === "mlp");
    assert(found.length > 0);
    for (const { estimate, word, exploratory } of found) {
      // As the root of the loss in every arm, at 2 in the isotropic arm: noise of 1 % a look, three seeds.
      assertAlmostEquals(estimate!.mean, Math.log(2 / other), 0.05, id);
      if (!exploratory) assertEquals(word, "supported", id);
    }
  }
});

Deno.test("the noise suite counts seeds against the registered share: the few of a synthetic run leave it undecided", async () => {
  const orders = (await judged()).filter(({ claim }) => claim.startsWith("W10c"));
  assert(orders.length > 0);
  for (const { word, note, criterion } of orders) {
    assertEquals(criterion, "exact 95 % interval of the share of seeds at or above 90 %");
    if (word !== "not testable") assert(/in [0-3] of [23] seeds: at (least|most) \d+ % of seeds/.test(note), note);
    assert(word !== "supported");
  }
});

Deno.test("the noise suite has the main arms at every preset, at the paper's weight decay and without", () => {
  for (const [preset, grids] of Object.entries(suite.presets)) {
    const names = (decay: number) =>
      new Set(
        grids.filter(({ weightDecay }) => weightDecay === decay).flatMap(({ descent }) => [descent].flat())
          .map((descent) => descent!.name),
      );
    for (const name of ["GD", "SGD"]) assert(names(1e-4).has(name) && names(0).has(name), `${preset}: ${name}`);
  }
});
