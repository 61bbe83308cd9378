/** Random numbers from named streams: the same seed and name give the same numbers on every machine. */

import { createHash } from "node:crypto";
// @ts-types="@types/d3-random"
import { randomNormal } from "d3-random";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";

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
  const hash = createHash("sha256").update(`${seed}/${name}`).digest();
  const generator = xoroshiro128plusFromState([0, 4, 8, 12].map((offset) => hash.readInt32LE(offset)));
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
