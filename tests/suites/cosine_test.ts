import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import type { Verdict } from "../../src/spec/claim.ts";
import suite from "../../suites/cosine.ts";
import { cosineCases, cosineRows } from "../report/synthetic_cosine.ts";
import { temporaryRun } from "../report/temporary_run.ts";

async function judged(): Promise<readonly Verdict[]> {
  await using made = await temporaryRun(suite, { cases: cosineCases(), rows: cosineRows });
  return made.verdicts;
}

/** The synthetic cosine of a batch, but for noise of 0.02 a step: 20 steps and 3 seeds leave 0.003 of it, four times that is allowed. */
const cosineOf = (batch: number, all: number) => 0.3 - 1.2 * batch / all;
const allowed = 0.012;

Deno.test("the cosine suite's claims are judged by the arms that they name, one verdict a network and learning rate", async () => {
  const verdicts = await judged();
  const of = (id: string, network: string, rate: number) =>
    verdicts.filter(({ claim, group }) => claim === id && group.network === network && group.learning_rate === rate);
  for (const id of ["W2", "W3", "W4", "W8a"]) {
    for (const [network, rate] of [["mlp", 0.1], ["mlp", 0.9], ["vgg11", 0.1]] as const) {
      assertEquals(of(id, network, rate).map(({ group }) => Object.keys(group)), [["network", "learning_rate"]], id);
    }
  }
  // GD overshoots at 0.9 from step 8 on, and the sum of nine at 0.1: 4.5. At 0.1 nothing is looked at but steps at 0.5.
  for (const id of ["W2", "W3", "W4", "W8a"]) {
    for (const network of ["mlp", "vgg11"]) assertEquals(of(id, network, 0.1)[0]!.word, "not testable", id);
    assertEquals(of(id, "mlp", 0.9)[0]!.values.length, 3, id);
  }
  // Steps 1 to 7 have a cosine of 1 and are left out.
  assertAlmostEquals(of("W2", "mlp", 0.9)[0]!.estimate!.mean, cosineOf(450, 450), allowed);
  assertAlmostEquals(of("W2c", "mlp", 0.1)[0]!.estimate!.mean, cosineOf(450, 450), allowed);
  // The looks' mean is 4.1 of sharpness: one of five is 0.5 and not converged, and left out.
  assert(Math.abs(of("W2c", "mlp", 0.1)[0]!.regime!.value / 4.5 - 1) < 0.05);
  assertAlmostEquals(of("W3", "mlp", 0.9)[0]!.estimate!.mean, cosineOf(100, 450) - cosineOf(450, 450), allowed);
  // Distances 2 - 100 / 450 and 1, but for a factor of both.
  assertAlmostEquals(of("W4", "mlp", 0.9)[0]!.estimate!.mean, Math.log2(2 - 100 / 450), 1e-9);
  assertEquals(of("W8a", "mlp", 0.9).map(({ word, estimate }) => [word, estimate!.mean]), [["undecided", -1]]);
});

Deno.test("the cosine suite's W8b compares every two learning rates at batch 100 and at the full batch, those with 0.1 first", async () => {
  const pairs = (await judged()).filter(({ claim }) => claim === "W8b");
  assertEquals(pairs.map(({ group }) => Object.values(group)), [["mlp", 100, 0.9, 0.1], ["mlp", 450, 0.9, 0.1]]);
  for (const { estimate, word, exploratory } of pairs) {
    assertAlmostEquals(estimate!.mean, 0, allowed);
    assertEquals([word, exploratory], ["supported", undefined]);
  }
});

Deno.test("the cosine suite walks as many steps as its claims are about, with the full batch, and its sum in nine parts, at every preset", () => {
  for (const grids of Object.values(suite.presets)) {
    for (const grid of grids) {
      const [samples, part] = [Number(grid.trainSamples), Number(grid.subBatchSize)];
      assertEquals([grid.steps, grid.epochs], [40, 40]);
      const full = [grid.batchSize].flat().includes(samples);
      // With replacement there is no full batch: it is the control for mini-batches.
      assertEquals(full, grid.sampling === undefined);
      if (grid.descent !== undefined) assertEquals(Math.ceil(samples / part), 9);
    }
    assert(grids.some(({ descent }) => descent !== undefined));
  }
});
