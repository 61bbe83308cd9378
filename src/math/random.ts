/** Random numbers from named streams: the same seed and name give the same numbers on every machine. */

import { createHash } from "node:crypto";
// @ts-types="@types/d3-random"
import { randomNormal } from "d3-random";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";

/** Uniform numbers in [0, 1) with 53 random bits. */
export type RandomStream = () => number;

/**
 * The stream of random numbers with this seed and name. Streams of other names are independent, so a new use of randomness
 * never moves an old one.
 *
 * Source: xoroshiro128+ (Blackman and Vigna, 2018) from pure-rand, its state the SHA-256 of seed and name.
 *
 * @example
 * ```ts
 * import { assertEquals, assertNotEquals } from "@std/assert";
 * import { randomStream } from "./random.ts";
 *
 * assertEquals(randomStream(1, "initialisation")(), randomStream(1, "initialisation")());
 * assertNotEquals(randomStream(1, "initialisation")(), randomStream(1, "order")());
 * ```
 */
export function randomStream(seed: number, name: string): RandomStream {
  const generator = generatorOf(seed, name);
  return () => {
    const high = generator.next() >>> 5;
    const low = generator.next() >>> 6;
    return (high * 0x4000000 + low) / 0x20000000000000;
  };
}

/** Standard normal numbers from a stream, by d3-random's polar method. */
export function normals(random: RandomStream): () => number {
  return randomNormal.source(random)(0, 1);
}

/**
 * Fills a vector with standard normal numbers from the stream of this seed and name: other ones than `normals()` takes from it, three
 * times as fast. Each is made from 32 random bits, so none is beyond 9.4 in size.
 *
 * Source: Marsaglia's polar method, both numbers of a pair.
 */
export function fillWithNormals(into: Float32Array<ArrayBuffer>, seed: number, name: string): void {
  const generator = generatorOf(seed, name);
  // The middles of 2^32 equal parts of -1 to 1, so that no pair is the origin.
  const uniform = () => (generator.next() + 0.5) / 0x80000000;
  for (let i = 0; i < into.length; i += 2) {
    let [x, y, square] = [0, 0, 0];
    do {
      x = uniform();
      y = uniform();
      square = x * x + y * y;
    } while (square >= 1);
    const stretch = Math.sqrt(-2 * Math.log(square) / square);
    into[i] = x * stretch;
    // Past the end of a vector of odd length nothing is written.
    into[i + 1] = y * stretch;
  }
}

/** Shuffles `items` in place (Fisher and Yates) and returns it. */
export function shuffle<Items extends { length: number; [index: number]: number }>(
  items: Items,
  random: RandomStream,
): Items {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const kept = items[i]!;
    items[i] = items[j]!;
    items[j] = kept;
  }
  return items;
}

/** The generator behind the stream of this seed and name. */
function generatorOf(seed: number, name: string): RandomGenerator {
  const hash = createHash("sha256").update(`${seed}/${name}`).digest();
  return xoroshiro128plusFromState([0, 4, 8, 12].map((offset) => hash.readInt32LE(offset)));
}
