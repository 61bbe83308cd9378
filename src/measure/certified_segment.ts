import { randomStream, shuffle } from "../math/random.ts";
import type { MeasureContext, Observer } from "../spec/measure.ts";
import { certifyNoBarrier } from "./certify_no_barrier.ts";
import { curve } from "./curve.ts";
import { SegmentSums } from "./segment_sums.ts";

/**
 * The segments of a case that is certified: of each measured step both ends' losses on all evaluation samples, and of its inner points as
 * much as shows that there is no barrier. Where that cannot be shown, or an end's loss is not finite, the step has its whole segment,
 * as it would have had without.
 */
export function certifiedSegment({ program, evaluation, case: one }: MeasureContext, every: number): Observer {
  const { points, seed } = one;
  const inner = Array.from({ length: points - 1 }, (_, index) => index + 1);
  let end = { step: -1, sums: new Float64Array(0) };
  return {
    async step(step, { values, segments }) {
      if (!step.measured || step.stepInEpoch % every !== 0) return;
      const sums = new SegmentSums({ program, step, set: evaluation, points });
      const shared = end.step === step.index;
      if (shared) sums.take(0, end.sums);
      await sums.complete([0, points]);
      const [from, to] = [sums.loss(0), sums.loss(points)];
      const order = shuffle(
        Array.from({ length: sums.batches }, (_, batch) => batch),
        randomStream(seed, `certify/${step.index}`),
      );
      const certified = Number.isFinite(from) && Number.isFinite(to) && await certifyNoBarrier(sums, order);
      if (!certified) {
        await sums.complete(inner);
        const losses = [0, ...inner, points].map((point) => sums.loss(point));
        segments.push(...curve(step.index, "fixed", losses));
      }
      values.lossFrom = from;
      values.lossTo = to;
      values.certified = Number(certified);
      values.evaluatedShare = sums.evaluations / (evaluation.size * (shared ? points : points + 1));
      end = { step: step.index + 1, sums: sums.sums(points) };
    },
    state: () => ({ step: end.step, sums: new Uint8Array(end.sums.buffer).toHex() }),
    restore(state) {
      const { step, sums } = state as { step: number; sums: string };
      end = { step, sums: new Float64Array(Uint8Array.fromHex(sums).buffer) };
    },
  };
}
