/** The size of DuckDB's blocks, each with a checksum, after three headers of 4,096 bytes. */
const blockSize = 2 ** 18;

/** The bytes of a DuckDB file with one block after another spoilt by a bit. */
export function* spoilBlocks(whole: Uint8Array<ArrayBuffer>): Generator<Uint8Array<ArrayBuffer>> {
  for (let start = 3 * 4096; start < whole.length; start += blockSize) {
    const spoilt = whole.slice();
    spoilt[start + 100]! ^= 1;
    yield spoilt;
  }
}
