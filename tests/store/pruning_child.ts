// A process that removes runs and shrinks the store: deno run pruning_child.ts RESULTS RUN.... Prints when it begins.

import { removeRuns } from "../../src/store/remove_runs.ts";
import { shrinkStore } from "../../src/store/shrink_store.ts";

const [resultsDir, ...runs] = Deno.args;
console.log("begins");
await removeRuns(resultsDir!, runs);
console.log("removed");
await shrinkStore(resultsDir!);
console.log("shrunk");
