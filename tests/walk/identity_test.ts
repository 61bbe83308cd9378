import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { segment } from "../../src/measure/segment.ts";
import { cosine } from "../../src/measure/cosine.ts";
import { sgdDescent } from "../../src/spec/descent.ts";
import { gdDescent } from "../../src/spec/noise_arms.ts";
import { caseId, configHash, describeMeasures, walkId } from "../../src/walk/identity.ts";
import { soundCase } from "./grid.ts";

const measures = [segment(), cosine()];

Deno.test("caseId() is 16 hexadecimal digits that do not depend on the order of fields", () => {
  assertMatch(caseId(soundCase, measures), /^[0-9a-f]{16}$/);
  const reordered = Object.fromEntries(Object.entries(soundCase).reverse()) as unknown as typeof soundCase;
  assertEquals(caseId(reordered, measures), caseId(soundCase, measures));
});

Deno.test("caseId() is another one where anything differs that rows depend on", () => {
  const others = [
    caseId({ ...soundCase, seed: 1 }, measures),
    caseId({ ...soundCase, measuredEpochs: [10, 1] }, measures),
    caseId({ ...soundCase, network: { ...soundCase.network, layers: [] } }, measures),
    caseId(soundCase, [segment({ every: 2 }), cosine()]),
    caseId(soundCase, measures.toReversed()),
    caseId(soundCase, []),
  ];
  assertEquals(new Set([caseId(soundCase, measures), ...others]).size, 1 + others.length);
});

Deno.test("configHash() tells suites, versions, measures and cases apart", () => {
  const suite = { name: "a", version: 1, measures };
  const whole = configHash(suite, [soundCase]);
  assertEquals(configHash({ ...suite }, [{ ...soundCase }]), whole);
  for (const other of [{ ...suite, name: "b" }, { ...suite, version: 2 }, { ...suite, measures: [] }]) {
    assertNotEquals(configHash(other, [soundCase]), whole);
  }
  assertNotEquals(configHash(suite, [soundCase, soundCase]), whole);
});

Deno.test("walkId() is one where a case only leaves out what it says, and another where the walk is", () => {
  const whole = walkId(soundCase);
  const { batchSize, epochs, trainSamples } = soundCase;
  const steps = epochs * trainSamples / batchSize;
  assertEquals(walkId({ ...soundCase, descent: sgdDescent, subBatchSize: batchSize, steps: steps + 1 }), whole);
  const others = [{ steps: steps - 1 }, { subBatchSize: 50 }, { points: 5 }, {
    descent: { ...sgdDescent, name: "GD" },
  }];
  for (const other of others) assertNotEquals(walkId({ ...soundCase, ...other }), whole);
  const gd = { ...soundCase, descent: gdDescent };
  assertEquals(walkId({ ...gd, subBatchSize: trainSamples }), walkId(gd));
  assertNotEquals(walkId({ ...gd, subBatchSize: batchSize }), walkId(gd));
});

Deno.test("describeMeasures() has names, options and what they give", () => {
  assertEquals(describeMeasures(measures), [
    {
      name: "segment",
      options: { draw: "fixed", every: 1 },
      gives: { draws: ["fixed"], values: ["lossFrom", "lossTo", "certified", "evaluatedShare"] },
    },
    { name: "cosine", options: null, gives: { values: ["cosine"] } },
  ]);
});
