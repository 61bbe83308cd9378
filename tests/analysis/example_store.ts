/** A store in memory, filled by hand, for the tests of this folder. */

import type { Json } from "../../src/spec/measure.ts";
import { createSchema } from "../../src/store/create_schema.ts";
import { type Database, openDatabase } from "../../src/store/database.ts";

/** A case by what the estimators look at. */
export interface ExampleCase {
  readonly network: string;
  readonly learningRate: number;
  readonly seed: number;
  readonly status?: string;
  /** Of a diverged case; it makes ten steps an epoch. */
  readonly firstBadStep?: number;
  readonly measuredEpochs?: readonly number[];
  /** Length of theta. */
  readonly parameters?: number;
  /** Other fields of the case, also such as have no column. */
  readonly setting?:
    & {
      readonly dataset?: string;
      readonly batchSize?: number;
      readonly epochs?: number;
      readonly evaluationSamples?: number;
      readonly descent?: { readonly name: string };
    }
    & Readonly<Record<string, Json>>;
}

/** A measurement of a whole walk or of a step. */
export interface ExampleMeasurement {
  readonly name: string;
  readonly step?: number;
  readonly epoch?: number;
  readonly value: number;
  readonly converged?: boolean;
}

/** A measured step. */
export interface ExampleStep {
  readonly epoch?: number;
  /** Loss at both ends; 1 by default. */
  readonly loss?: number;
  /** Loss at the first end; that of the other by default. */
  readonly lossFrom?: number;
  readonly excess?: number;
  readonly stochasticExcess?: number;
  readonly interior?: number;
  readonly bowlInterior?: number | null;
  readonly batchInterior?: number | null;
  readonly height?: number;
  readonly asymmetry?: number | null;
  readonly cosine?: number;
}

/** An empty store. */
export async function exampleStore(): Promise<Database> {
  const store = await openDatabase(":memory:", { access: "write" });
  await createSchema(store.connection);
  return store;
}

/** Adds a case of a run with its measured steps and its measurements. */
export async function addCase(
  { connection }: Database,
  run: string,
  one: ExampleCase,
  steps: readonly ExampleStep[],
  measurements: readonly ExampleMeasurement[] = [],
): Promise<void> {
  const { network, learningRate, seed, status = "finished", measuredEpochs = [1], parameters = 1, setting } = one;
  const firstBadStep = one.firstBadStep ?? null;
  const { dataset, batchSize, epochs, evaluationSamples, ...others } = {
    ...{ dataset: "mnist", batchSize: 100, epochs: 1, evaluationSamples: 2_000 },
    ...setting,
  };
  const config = JSON.stringify({
    network: { name: network, layers: [] },
    dataset,
    learningRate,
    batchSize,
    evaluationSamples,
    epochs,
    measuredEpochs,
    ...others,
    seed,
  });
  const id = `${config} ${parameters}`;
  await connection.run(
    `INSERT INTO cases (run_id, case_id, network, parameters, dataset, learning_rate, batch_size, epochs, seed, status, config,
       train_samples, evaluation_samples, first_bad_step, descent)
     VALUES ($run, $id, $network, $parameters, $dataset, $learningRate, $batchSize, $epochs, $seed, $status, $config,
       10 * $batchSize + 1, $evaluationSamples, $firstBadStep, $descent)`,
    {
      run,
      id,
      network,
      parameters,
      dataset,
      learningRate,
      batchSize,
      evaluationSamples,
      epochs,
      seed,
      status,
      config,
      firstBadStep,
      descent: setting?.descent?.name ?? "SGD",
    },
  );
  for (const { name, step = null, epoch = null, value, converged = null } of measurements) {
    await connection.run(
      `INSERT INTO measurements (run_id, case_id, name, step, epoch, value, converged)
       VALUES ($run, $id, $name, $step, $epoch, $value, $converged)`,
      { run, id, name, step, epoch, value, converged },
    );
  }
  for (const [step, values] of steps.entries()) {
    const {
      epoch = 1,
      loss = 1,
      lossFrom = loss,
      excess = -1,
      stochasticExcess = null,
      interior = 0,
      bowlInterior = null,
      batchInterior = null,
      height = 0,
      asymmetry = null,
      cosine = null,
    } = values;
    await connection.run(
      `INSERT INTO steps (run_id, case_id, step, epoch, loss_from, loss_to, barrier_excess, stochastic_barrier_excess,
         interior, bowl_interior, batch_interior, height, asymmetry, cosine)
       VALUES ($run, $id, $step, $epoch, $lossFrom, $loss, $excess, $stochasticExcess, $interior, $bowlInterior,
         $batchInterior, $height, $asymmetry, $cosine)`,
      {
        ...{ run, id, step, epoch, lossFrom, loss, excess, stochasticExcess, interior, bowlInterior, batchInterior },
        ...{ height, asymmetry, cosine },
      },
    );
  }
}
