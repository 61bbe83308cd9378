/** The one contract, on every engine that is present here. A skipped engine's reason stands in its test's name. */

import { isSoftwareAdapter } from "../../src/engine/gpu.ts";
import { openEngine } from "../../src/engine/open.ts";
import { surveyEngines } from "../../src/engine/availability.ts";
import type { Engine } from "../../src/spec/engine.ts";
import { openReference } from "../reference/engine.ts";
import type { Clause } from "./contract/clause.ts";
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

/** A GPU that the processor plays needs minutes for all clauses: it gets those of one network, which convolves, normalises and pools. */
const oneNetwork = clauses.filter(({ name }) => name.includes("vgg block"));

function testContract(name: string, open: () => Promise<Engine>, clauses: readonly Clause[]): void {
  Deno.test(`${name} keeps the contract`, async (test) => {
    using engine = await open();
    for (const clause of clauses) await test.step(clause.name, () => clause.check(engine));
  });
}

testContract("the float64 reference", () => Promise.resolve(openReference()), clauses);
for (const engine of await surveyEngines()) {
  if (engine.available && engine.name === "onnx:cpu") {
    testContract("onnx:cpu on two threads", async () => (await openEngine("onnx:cpu", { threads: 2 })).engine, clauses);
  }
  if (engine.available) {
    const software = isSoftwareAdapter(engine.info.device);
    const name = software ? `${engine.name} on ${engine.info.device}, for one network,` : engine.name;
    testContract(name, async () => (await openEngine(engine.name)).engine, software ? oneNetwork : clauses);
  } else Deno.test.ignore(`${engine.name} keeps the contract (not here: ${engine.reason})`, () => {});
}
