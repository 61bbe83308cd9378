import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { segment } from "../../src/measure/segment.ts";
import { cosine } from "../../src/measure/cosine.ts";
import { caseId, configHash, describeMeasures } from "../../src/walk/identity.ts";
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

Deno.test("describeMeasures() has names and options alone", () => {
  assertEquals(describeMeasures(measures), [
    { name: "segment", options: { draw: "fixed", every: 1 } },
    { name: "cosine", options: null },
  ]);
});
