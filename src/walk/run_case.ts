import type { Dataset } from "../spec/dataset.ts";
import type { Batch, Program, SampleSet } from "../spec/engine.ts";
import type { Measure } from "../spec/measure.ts";
import type { CaseProgress } from "../spec/progress.ts";
import type { Outcome } from "../spec/row.ts";
import type { RunCase, Sink } from "../spec/run.ts";
import { checkpointPath, removeCheckpoint } from "./checkpoint.ts";
import { exportWalk } from "./export_walk.ts";
import { networkSource } from "./network_source.ts";
import { layOutSamples } from "./samples.ts";
import { walk } from "./walk.ts";

/** What running one case needs. */
export interface RunCaseOptions {
  readonly runCase: RunCase;
  readonly program: Program;
  readonly dataset: Dataset;
  readonly measures: readonly Measure[];
  readonly sink: Pick<Sink, "append" | "rewind">;
  /** The folder of checkpoints. */
  readonly checkpoints: string;
  /** Where the walk is exported to; not at all where absent. */
  readonly exportDirectory?: string;
  stopping(): boolean;
  onProgress(progress: CaseProgress): void;
}

/**
 * Walks one case on a compiled network: lays out its samples, lets the measures look and hands its rows to the sink. A walk that is
 * exported begins anew also where there is a checkpoint, as an export holds every step: the rows come out the same.
 */
export async function runCase(options: RunCaseOptions): Promise<Outcome> {
  const { runCase: { id, case: one }, program, dataset, measures, sink, exportDirectory } = options;
  const samples = layOutSamples(one, dataset);
  using source = networkSource(one, program, samples);
  using evaluation = samples.hold(program);
  using held = new DisposableStack();
  let training: SampleSet | undefined;
  let evaluationBatches: readonly Batch[] | undefined;
  const exported = exportDirectory === undefined
    ? undefined
    : exportWalk(`${exportDirectory}/${id}`, { case: one, network: program.network, dataset, samples });
  const checkpoint = checkpointPath(options.checkpoints, id);
  if (exported) await removeCheckpoint(checkpoint);
  const outcome = await walk({
    caseId: id,
    case: one,
    source,
    measures,
    context: {
      case: one,
      program,
      evaluation,
      training: () => training ??= held.use(samples.holdTraining(program)),
      evaluationBatches: () => evaluationBatches ??= samples.evaluationBatches(),
      redraw: (...drawing) => samples.redraw(program, ...drawing),
      drawBatch: (drawing) => samples.drawBatch(drawing),
    },
    dataChecksum: dataset.checksum,
    checkpoint,
    append: (rows) => sink.append(id, rows),
    rewind: (steps) => sink.rewind(id, steps),
    stopping: options.stopping,
    onProgress: options.onProgress,
    ...(exported ? { onStep: exported.step } : {}),
  });
  await exported?.write(source.theta);
  return outcome;
}
