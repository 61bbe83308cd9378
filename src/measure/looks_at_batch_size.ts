import type { Case } from "../spec/case.ts";

/**
 * Whether a measure looks at a walk, of which it names the batch sizes, `"all"` where a mini-batch is all training samples; at every walk where it
 * names none.
 */
export function looksAtBatchSize(
  batchSizes: readonly (number | "all")[] | undefined,
  { batchSize, trainSamples }: Case,
): boolean {
  return batchSizes?.some((size) => batchSize === (size === "all" ? trainSamples : size)) ?? true;
}
