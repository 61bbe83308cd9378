/** Runs that nobody made, in a real store: walks by formula, with knobs for what a commit may change. */

import { judge } from "../../../src/analysis/judge.ts";
import { normals, randomStream } from "../../../src/math/random.ts";
import type { Case } from "../../../src/spec/case.ts";
import type { Claim } from "../../../src/spec/claim.ts";
import type { Rows, StepValues } from "../../../src/spec/row.ts";
import type { RunCase, RunPlan } from "../../../src/spec/run.ts";
import { openStore } from "../../../src/store/reader.ts";
import { createRunStore } from "../../../src/store/run_store.ts";
import { share } from "../../../src/analysis/estimators.ts";
import { claim } from "../../../src/spec/define_claim.ts";
import { type ComparedRun, readComparedRun } from "../../../src/analysis/compare/compared_run.ts";
import { caseId } from "../../../src/walk/identity.ts";
import { someCase, somePlan } from "../../store/fixtures.ts";

/** What a run differs in from the others of its test. */
export interface StoredRun {
  readonly id: string;
  readonly learningRates?: readonly number[];
  readonly seeds?: number;
  /** Another name gives other noise: as from a code that rounds otherwise. Walks of the same name are the same bit for bit. */
  readonly noise?: string;
  /** Changes a step's values, as a measure that was changed does. */
  readonly measure?: (values: Partial<StepValues>, stepInEpoch: number) => Partial<StepValues>;
  /** An iterated measurement of every measured epoch; none where absent. */
  readonly sharpness?: { readonly value: number; readonly residual?: number };
  /** What a walk's seconds are multiplied by. */
  readonly slowness?: number;
  /** This seed's walks diverge. */
  readonly diverges?: number;
  readonly dataChecksum?: string;
  readonly claims?: readonly Claim[];
  readonly plan?: Partial<RunPlan>;
}

/** The claim that runs are judged by where they name none. */
export const someClaim: Claim = claim("W1", "Most steps have a minimum inside", { version: 1 })
  .estimate(share("interior", { per: ["network", "learning_rate", "epoch"] })).above(0.5);

/** The same with a limit that lies between the ends of the intervals of two runs of other noise, in epoch 3: its word flips by noise. */
export const flippingClaim: Claim = claim("W1", "Most steps have a minimum inside", { version: 1 })
  .estimate(someClaim.estimator).above(0.75);

const stepsAnEpoch = 10;

/** A hash that tells what it is of: of a run's id its commit. */
export function hexOf(text: string): string {
  return new TextEncoder().encode(text.slice(0, 32)).toHex();
}

/** Stores a run. */
export async function storeRun(results: string, options: StoredRun): Promise<void> {
  const { id, learningRates = [0.1], seeds = 5, slowness = 1, diverges, dataChecksum = "da7a" } = options;
  const cases = learningRates.flatMap((learningRate) =>
    Array.from({ length: seeds }, (_, seed): RunCase => {
      const point: Case = { ...someCase, learningRate, seed };
      return { id: caseId(point, []), case: point, parameterCount: 10 };
    })
  );
  const commit = { hash: hexOf(id), branch: "main", subject: `Commit of ${id}`, dirty: false };
  using store = await createRunStore(results, somePlan({ id, cases, commit, ...options.plan }));
  for (const { id: caseId, case: point } of cases) {
    await store.append(caseId, rowsOf(point, options));
    const diverged = point.seed === diverges;
    await store.setStatus(caseId, diverged ? "diverged" : "finished", {
      status: diverged ? "diverged" : "finished",
      steps: point.epochs * stepsAnEpoch,
      ...(diverged ? { firstBadStep: 25 } : {}),
      trainSeconds: slowness * (3 + point.seed / 100),
      measureSeconds: slowness * (9 + point.seed / 100),
      dataChecksum,
    });
  }
  await store.saveVerdicts(await judge(store.query, id, options.claims ?? [someClaim]));
  await store.finish("finished");
}

/** Stores runs in one folder and reads them back as they are compared. */
export async function storedRuns(...runs: readonly StoredRun[]): Promise<ComparedRun[]> {
  const results = await Deno.makeTempDir({ prefix: "sgd-walk-compare-" });
  try {
    for (const run of runs) await storeRun(results, run);
    using store = await openStore(results);
    const records = await store.runs();
    return await Promise.all(runs.map(({ id }) => readComparedRun(store.query, records.find((run) => run.id === id)!)));
  } finally {
    await Deno.remove(results, { recursive: true });
  }
}

function rowsOf(
  { seed, epochs, learningRate, measuredEpochs }: Case,
  { noise = "none", measure = (values) => values, sharpness }: StoredRun,
): Rows {
  // What the seed gives is the same in all runs; the noise is what a walk's rounding makes of it.
  const own = normals(randomStream(seed, `walk at ${learningRate}`));
  const normal = normals(randomStream(seed, `noise ${noise} at ${learningRate}`));
  const rows = { steps: [], segments: [], epochs: [], measurements: [] } as {
    [Kind in keyof Rows]: Rows[Kind][number][];
  };
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const loss = 2 / epoch + 0.1 * own() + 0.02 * normal();
    for (let stepInEpoch = 0; stepInEpoch < stepsAnEpoch; stepInEpoch++) {
      const step = (epoch - 1) * stepsAnEpoch + stepInEpoch;
      const height = 0.1 * loss * Math.exp(0.3 * own() + 0.1 * normal());
      const measured = measuredEpochs.includes(epoch)
        ? measure(
          { lossFrom: loss, lossTo: loss, height, interior: Number(own() + 0.3 * normal() > -1.3) },
          stepInEpoch,
        )
        : {};
      rows.steps.push({
        step,
        epoch,
        stepInEpoch,
        learningRate,
        values: { batchLoss: loss, cosine: 0.1 * normal(), ...measured },
      });
    }
    rows.epochs.push({
      epoch,
      steps: epoch * stepsAnEpoch,
      digest: hexOf(`${noise} ${seed} ${learningRate} ${epoch}`),
      trainLoss: loss,
      trainAccuracy: 1 / (1 + loss),
      validationLoss: loss + 0.05 * normal(),
      validationAccuracy: Math.round(20 / (1 + loss)) / 20,
      trainSeconds: epoch,
      measureSeconds: epoch,
    });
    if (sharpness) rows.measurements.push({ name: "sharpness", epoch, ...sharpness });
    rows.measurements.push({ name: "noise_floor", epoch, value: 0.01 * Math.exp(0.2 * normal()) });
  }
  return rows;
}
