// A process that appends to a run until it is killed: deno run appending_child.ts RESULTS. Prints each acknowledged step.

import { createRunStore } from "../../src/store/run_store.ts";
import { somePlan } from "./fixtures.ts";

const [resultsDir] = Deno.args;
const store = await createRunStore(resultsDir!, somePlan());
const encoder = new TextEncoder();
for (let step = 0;; step++) {
  await store.append("a", {
    steps: [{ step, epoch: 1, stepInEpoch: step, learningRate: 0.1, values: { batchLoss: step } }],
    segments: [0.5, 1].map((alpha) => ({ step, draw: "fixed", alpha, loss: step })),
    epochs: [],
    measurements: [],
  });
  await Deno.stdout.write(encoder.encode(`${step}\n`));
}
