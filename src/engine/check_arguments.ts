import type { Batch } from "../spec/engine.ts";
import type { ResolvedNetwork } from "../spec/network.ts";

/** @throws {TypeError} If a vector has not the length that it must have. */
export function checkVector(what: string, vector: Float32Array, length: number): void {
  if (vector.length === length) return;
  throw new TypeError(`Cannot run as ${what} must have ${length} numbers: ${vector.length}`);
}

/** @throws {TypeError} If inputs and labels do not fit the network or each other. */
export function checkBatch({ network }: ResolvedNetwork, { inputs, labels }: Batch): void {
  const features = network.input.reduce((product, length) => product * length, 1);
  if (labels.length === 0 || inputs.length !== labels.length * features) {
    throw new TypeError(
      `Cannot run ${network.name} as a batch must have ${features} inputs a label and a label at least: ` +
        `${inputs.length} inputs, ${labels.length} labels`,
    );
  }
  const bad = labels.find((label) => !(label >= 0 && label < network.classes));
  if (bad !== undefined) {
    throw new TypeError(`Cannot run ${network.name} as labels must be 0 to ${network.classes - 1}: ${bad}`);
  }
}

/** @throws {TypeError} If batches are asked for that a sample set of `count` batches has not. */
export function checkPlaces(places: readonly number[], count: number): void {
  const bad = places.find((place) => !(Number.isInteger(place) && place >= 0 && place < count));
  if (bad === undefined) return;
  throw new TypeError(`Cannot run as batches of a sample set must be named by 0 to ${count - 1}: ${bad}`);
}
