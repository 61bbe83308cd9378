import { randomStream } from "../src/math/random.ts";
import type { Batch } from "../src/spec/engine.ts";
import type { Network } from "../src/spec/network.ts";

const random = randomStream(0, "bench");
/** Drawn once, and repeated: an operator takes as long on it, and 26 MB of it are not drawn for each. */
const drawn = Float32Array.from({ length: 2 ** 16 }, () => 2 * random() - 1);

/** Numbers from -1 to 1, the same each time. */
export function noise(length: number): Float32Array<ArrayBuffer> {
  const numbers = new Float32Array(length);
  for (let start = 0; start < length; start += drawn.length) {
    numbers.set(drawn.subarray(0, Math.min(drawn.length, length - start)), start);
  }
  return numbers;
}

/** So many images of a network's size, that show noise, with labels of all classes. */
export function noiseBatch({ input: [channels, height, width], classes }: Network, count: number): Batch {
  return {
    inputs: noise(count * channels * height * width),
    labels: Int32Array.from({ length: count }, (_, index) => index % classes),
  };
}
