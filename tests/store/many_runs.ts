/** Stores of several runs, and what they hold. */

import { openStore } from "../../src/store/reader.ts";
import { createRunStore } from "../../src/store/run_store.ts";
import { runTables } from "../../src/store/schema.ts";
import { somePlan } from "./fixtures.ts";

/** Makes a finished run with so many steps of three points each. */
export async function makeRun(resultsDir: string, id: string, steps: number): Promise<void> {
  using store = await createRunStore(resultsDir, somePlan({ id }));
  const indices = Array.from({ length: steps }, (_, step) => step);
  await store.append("a", {
    steps: indices.map((step) => ({
      step,
      epoch: 1,
      stepInEpoch: step,
      learningRate: 0.1,
      values: { cosine: Math.sin(step) },
    })),
    segments: indices.flatMap((step) =>
      [0, 0.5, 1].map((alpha) => ({ step, draw: "fixed" as const, alpha, loss: Math.cos(step + alpha) }))
    ),
    epochs: [],
    measurements: [],
  });
  await store.finish("finished");
}

/** Number and hash of the rows of each run in the store, table by table. */
export async function readFingerprints(resultsDir: string): Promise<Map<string, string>> {
  using store = await openStore(resultsDir);
  const tables = Object.values(runTables).map(({ name }) =>
    `SELECT run_id, '${name}' AS place, count(*) AS rows, bit_xor(hash(t)) AS hash FROM ${name} AS t GROUP BY run_id`
  );
  const rows = await store.query(
    `SELECT run_id, string_agg(concat_ws(' ', place, rows, hash), '; ' ORDER BY place) AS print
    FROM (${tables.join(" UNION ALL ")}) GROUP BY run_id`,
  );
  return new Map(rows.map(({ run_id, print }) => [String(run_id), String(print)]));
}
