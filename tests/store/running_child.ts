// A process that makes a whole run: deno run running_child.ts RESULTS RUN.

import { createRunStore } from "../../src/store/run_store.ts";
import { somePlan, stepRows } from "./fixtures.ts";

const [resultsDir, id] = Deno.args;
const store = await createRunStore(resultsDir!, somePlan({ id: id! }));
for (let step = 0; step < 5; step++) await store.append("a", stepRows(step));
await store.finish("finished");
