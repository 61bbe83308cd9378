import type { Batch, Program } from "../spec/engine.ts";

/** The Hessian of the mean loss over all batches times a vector, `[P]`, summed in float64. */
export async function meanHessianProduct(
  { program, theta, vector, batches }: {
    readonly program: Program;
    readonly theta: Float32Array<ArrayBuffer>;
    readonly vector: Float32Array<ArrayBuffer>;
    readonly batches: readonly Batch[];
  },
): Promise<Float64Array> {
  const samples = batches.reduce((sum, { labels }) => sum + labels.length, 0);
  const mean = new Float64Array(theta.length);
  for (const batch of batches) {
    const product = await program.hessianVector(theta, vector, batch);
    const weight = batch.labels.length / samples;
    for (let i = 0; i < mean.length; i++) mean[i]! += weight * product[i]!;
  }
  return mean;
}
