/** The one contract, on every engine that is present here. A skipped engine's reason stands in its test's name. */

import { openEngine } from "../../src/engine/open.ts";
import { surveyEngines } from "../../src/engine/availability.ts";
import type { Engine } from "../../src/spec/engine.ts";
import { openReference } from "../reference/engine.ts";
import { conductClauses } from "./contract/conduct.ts";
import { evaluateClauses } from "./contract/evaluate.ts";
import { gradientClauses } from "./contract/gradient.ts";
import { hessianVectorClauses } from "./contract/hessian_vector.ts";
import { segmentClauses } from "./contract/segment.ts";

const clauses = [
  ...gradientClauses,
  ...hessianVectorClauses,
  ...evaluateClauses,
  ...segmentClauses,
  ...conductClauses,
];

function testContract(name: string, open: () => Promise<Engine>): void {
  Deno.test(`${name} keeps the contract`, async (test) => {
    using engine = await open();
    for (const clause of clauses) await test.step(clause.name, () => clause.check(engine));
  });
}

testContract("the float64 reference", () => Promise.resolve(openReference()));
for (const engine of await surveyEngines()) {
  if (engine.available) testContract(engine.name, async () => (await openEngine(engine.name)).engine);
  else Deno.test.ignore(`${engine.name} keeps the contract (not here: ${engine.reason})`, () => {});
}
