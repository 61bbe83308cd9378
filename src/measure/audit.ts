import type { Case } from "../spec/case.ts";
import type { Measure } from "../spec/measure.ts";
import { barrierExcess } from "./barrier.ts";
import { lossesOf } from "./curve.ts";
import { floorOf } from "./floor.ts";

/** Options of `audit()`. */
export interface AuditOptions {
  /** The share of each measured epoch's measured steps that is looked at, evenly spread, one step at least; 0.05 by default: ours. */
  readonly share?: number;
}

/** At which share of the loss a barrier is a significant one: PROTOCOLS, section 4. */
const significant = 1e-3;

/**
 * Whether what is decided on the evaluation samples is what all training samples would decide: at some steps the segment is evaluated once
 * more, on all of them. `audit_interior` is 1 where both say the same of a minimum inside, else 0, and `audit_barrier` where both say the same of a
 * barrier of a thousandth of the loss; `audit_height` is the height on all samples. Their `samples` are how many these are. Nothing is stored
 * where the case evaluates on all training samples anyway, or is certified: the steps whose whole segment is known are no fair choice of all.
 *
 * Declare it after `segment()`. Costs `points` + 1 passes over the training samples a look, and their memory.
 *
 * Source: ours.
 */
export function audit({ share = 0.05 }: AuditOptions = {}): Measure {
  const looks = ({ measuredSteps, trainSamples, batchSize }: Case) => {
    const steps = Math.min(measuredSteps, Math.floor(trainSamples / batchSize));
    const count = Math.max(1, Math.round(share * steps));
    return new Set(Array.from({ length: count }, (_, look) => Math.floor((look + 0.5) * steps / count)));
  };
  const needed = ({ evaluationSamples, trainSamples, certify = false }: Case) =>
    evaluationSamples < trainSamples && !certify;
  return {
    name: "audit",
    options: { share },
    gives: { measurements: ["audit_interior", "audit_barrier", "audit_height"] },
    passes: () => 0,
    epochPasses: (one) => needed(one) ? looks(one).size * (one.points + 1) * one.trainSamples : 0,
    start({ program, training, case: one }) {
      if (!needed(one)) return {};
      const places = looks(one);
      const alphas = Array.from({ length: one.points + 1 }, (_, index) => index / one.points);
      return {
        async step({ measured, stepInEpoch, from, to }, { segments, measurements }) {
          const seen = lossesOf(segments);
          if (!measured || !places.has(stepInEpoch) || seen.length === 0) return;
          const started = performance.now();
          const all = [...await program.segment(from, to, alphas, training())];
          const seconds = (performance.now() - started) / 1000;
          const agree = (decide: (losses: readonly number[]) => unknown) => Number(decide(seen) === decide(all));
          const height = (all[0]! + all.at(-1)!) / 2 - floorOf(all).loss;
          for (
            const [name, value] of [
              ["audit_interior", agree((losses) => floorOf(losses).interior)],
              ["audit_barrier", agree((losses) => hasBarrier(losses))],
              ["audit_height", height],
            ] as const
          ) {
            measurements.push({
              name,
              value,
              samples: one.trainSamples,
              seconds: name === "audit_interior" ? seconds : 0,
            });
          }
        },
      };
    },
  };
}

function hasBarrier(losses: readonly number[]): boolean {
  return barrierExcess(losses) > significant * Math.max(losses[0]!, losses.at(-1)!);
}
