/** A run that nobody made: rows by formula, in a real store, clearly named synthetic. It shows the pages' tests every kind of row. */

import { judge } from "../../src/analysis/judge.ts";
import { normals, randomStream } from "../../src/math/random.ts";
import type { Verdict } from "../../src/spec/claim.ts";
import type { Case } from "../../src/spec/case.ts";
import type { Network } from "../../src/spec/network.ts";
import { sgdDescent } from "../../src/spec/descent.ts";
import type { EpochRow, Measurement, Rows, SegmentRow, StepRow } from "../../src/spec/row.ts";
import type { RunCase, RunPlan } from "../../src/spec/run.ts";
import type { Suite } from "../../src/spec/suite.ts";
import { readRuns, type RunRecord } from "../../src/store/run_rows.ts";
import { createRunStore, type RunStore } from "../../src/store/run_store.ts";

/** How large the run is. */
export interface SyntheticOptions {
  readonly networks?: readonly string[];
  readonly learningRates?: readonly number[];
  readonly seeds?: number;
  readonly epochs?: number;
  readonly measuredSteps?: number;
  /** Cases in the place of those that are made of the sizes above. */
  readonly cases?: readonly Case[];
  /** What a case stores; steps with segments where absent. */
  readonly rows?: (one: Case) => Rows;
  /** When it began, ISO 8601; also what tells the ids of several runs apart. */
  readonly started?: string;
  /** The hash of its commit. */
  readonly commit?: string;
}

/** A run in its own open file, with its verdicts. */
export interface SyntheticRun {
  readonly store: RunStore;
  readonly run: RunRecord;
  readonly verdicts: Verdict[];
}

/** Makes the run in `resultsDir`; the last seed of the last network diverges. */
export async function syntheticRun(
  suite: Suite,
  resultsDir: string,
  {
    networks = ["mlp", "vgg11"],
    learningRates = [0.1, 0.01],
    seeds = 5,
    epochs = 25,
    measuredSteps = 60,
    cases: given,
    rows = (one) => walkRows(one),
    started = "2026-01-02T03:04:05.000Z",
    commit = "0123456789abcdef0123456789abcdef01234567",
  }: SyntheticOptions = {},
): Promise<SyntheticRun> {
  const measuredEpochs = [1, 10, 25].filter((epoch) => epoch <= epochs);
  const made = networks.flatMap((name) =>
    learningRates.flatMap((learningRate) =>
      Array.from({ length: seeds }, (_, seed): Case => {
        const network: Network = { name, input: [1, 28, 28], classes: 10, layers: [] };
        return {
          network,
          dataset: name === "mlp" ? "mnist" : "cifar10",
          trainSamples: 6000,
          evaluationSamples: 500,
          evaluationBatchSize: 250,
          validationSamples: 500,
          augmentation: "none",
          learningRate,
          momentum: 0,
          weightDecay: 1e-4,
          batchSize: 100,
          epochs,
          measuredEpochs,
          measuredSteps,
          points: 10,
          seed,
        };
      })
    )
  );
  const cases = (given ?? made).map((one): RunCase => {
    const { network, learningRate, weightDecay, batchSize, sampling, descent = sgdDescent, seed } = one;
    const id = [network.name, descent.name, learningRate, weightDecay, batchSize, sampling ?? "in order", seed].join(
      "-",
    );
    // As the store asks of ids: plain, and no longer than 150 letters.
    return { id: `case-${id.replaceAll(/[^A-Za-z0-9.-]+/g, "_").slice(-140)}`, case: one, parameterCount: 1000 };
  });
  const plan: RunPlan = {
    id: `${started.slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-")}-${suite.name}-synthetic`,
    suite: suite.name,
    suiteVersion: suite.version,
    preset: "smoke",
    command: `deno task suite:${suite.name} --preset smoke`,
    configHash: "5a5a",
    measures: [],
    cases,
    deviations: [{ network: networks[0] ?? "mlp", field: "trainSamples", paper: "45000", here: "6000" }],
    engine: { name: "onnx:cpu", library: "synthetic", version: "0", device: "cpu", threads: 1 },
    engineReason: "no engine: the rows are made by a formula",
    jobs: 1,
    commit: { hash: commit, branch: "synthetic", subject: "Synthetic rows", dirty: true },
    machine: { hostname: "synthetic", operatingSystem: "none", processor: "none", cores: 2, memoryBytes: 2 ** 32 },
    versions: { deno: "0" },
    started,
  };
  const store = await createRunStore(resultsDir, plan);
  for (const one of cases) {
    const made = rows(one.case);
    await store.append(one.id, made);
    const diverged = one === cases.at(-1);
    await store.setStatus(one.id, diverged ? "diverged" : "finished", {
      status: diverged ? "diverged" : "finished",
      steps: made.steps.length,
      ...(diverged ? { firstBadStep: 1234 } : {}),
      trainSeconds: 3,
      measureSeconds: 9,
      dataChecksum: "5a5a",
    });
  }
  const verdicts = await judge(store.query, plan.id, suite.claims);
  await store.saveVerdicts(verdicts);
  const [run] = await readRuns(store.query);
  return { store, run: run!, verdicts };
}

/** The rows of a walk; `curvature` is the middle of the curvatures along the gradient. */
export function walkRows(
  { network, seed, learningRate, epochs, measuredEpochs, measuredSteps }: Case,
  curvature = 15,
): Rows {
  const random = randomStream(seed, `synthetic/${network.name}/${learningRate}`);
  const normal = normals(random);
  const steps: StepRow[] = [];
  const segments: SegmentRow[] = [];
  const rows: EpochRow[] = [];
  const measurements: Measurement[] = [];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const level = 2.3 * Math.exp(-epoch * learningRate) + 0.05 * Math.exp(0.1 * normal());
    for (let stepInEpoch = 0; measuredEpochs.includes(epoch) && stepInEpoch < measuredSteps; stepInEpoch++) {
      const step = (epoch - 1) * measuredSteps + stepInEpoch;
      const kappa = curvature * Math.exp(0.6 * normal());
      const etaKappa = learningRate * kappa;
      const drop = 0.02 * level * Math.exp(0.5 * normal());
      // The first seed crosses one barrier in each epoch but the first, so that every run of several has some.
      const planted = seed === 0 && epoch > 1 && stepInEpoch === 7;
      const bump = random() < 0.0005 * epoch || planted ? 3 * drop : 0;
      const along = (alpha: number) =>
        level - drop * alpha * (1 - etaKappa * alpha / 2) + bump * (etaKappa + 2) * Math.sin(Math.PI * alpha) ** 2;
      const losses = Array.from({ length: 11 }, (_, index) => along(index / 10));
      const noisy = losses.map((loss) => loss + 0.02 * drop * normal());
      const floor = Math.min(...losses);
      const index = losses.indexOf(floor);
      const excess = (all: number[]) => Math.max(...all.slice(1, -1)) - Math.max(all[0]!, all.at(-1)!);
      const interior = (all: number[]) => Number(Math.min(...all.slice(1, -1)) < Math.min(all[0]!, all.at(-1)!));
      steps.push({
        step,
        epoch,
        stepInEpoch,
        learningRate,
        values: {
          batchLoss: level,
          gradientNorm: Math.sqrt(level) * Math.exp(0.2 * normal()),
          distance: learningRate * Math.sqrt(step + 1),
          kappa,
          etaKappa,
          lossFrom: losses[0]!,
          lossTo: losses[10]!,
          floor,
          floorAlpha: index / 10,
          height: (losses[0]! + losses[10]!) / 2 - floor,
          depth: Math.min(losses[0]!, losses[10]!) - floor,
          asymmetry: Math.abs(losses[10]! - losses[0]!) / 2,
          cosine: 0.3 - 0.1 * etaKappa,
          cosineTwoApart: 0.2 - 0.05 * etaKappa,
          secantEtaKappa: 1.1 * etaKappa,
          interior: interior(losses),
          barrierExcess: excess(losses),
          ...(stepInEpoch % 10 === 0
            ? {
              stochasticBarrierExcess: excess(noisy),
              stochasticInterior: interior(noisy),
              batchInterior: Number(etaKappa > 1.1),
              stepSlope: -drop,
              stepCurvature: drop * etaKappa,
              bowlInterior: Number(etaKappa > 1),
            }
            : {}),
        },
      });
      if (stepInEpoch === 3) {
        measurements.push(
          { name: "audit_interior", step, value: interior(losses), samples: 6000 },
          { name: "audit_barrier", step, value: 1, samples: 6000 },
          { name: "audit_height", step, value: 0.9 * ((losses[0]! + losses[10]!) / 2 - floor), samples: 6000 },
        );
      }
      segments.push(...losses.map((loss, point): SegmentRow => ({ step, draw: "fixed", alpha: point / 10, loss })));
    }
    if (measuredEpochs.includes(epoch)) {
      measurements.push({ name: "noise_floor", epoch, value: 0.001 * level, iterations: 8, samples: 500 });
    }
    rows.push({
      epoch,
      steps: epoch * 60,
      digest: `5a${epoch}`,
      trainLoss: level,
      trainAccuracy: Math.exp(-level),
      validationLoss: level,
      validationAccuracy: Math.exp(-level - 0.02),
      trainSeconds: 0.1,
      measureSeconds: 0.3,
    });
  }
  return { steps, segments, epochs: rows, measurements };
}
