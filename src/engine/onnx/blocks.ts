import type { Block } from "../../spec/network.ts";
import type { HostTensor, Runtime } from "./runtime.ts";

/** Adds a tensor for each block of a flat vector, a view of the vector and no copy. */
export function feedBlocks(
  runtime: Runtime,
  tensors: Map<string, HostTensor>,
  blocks: readonly Block[],
  vector: Float32Array<ArrayBuffer>,
  name: (block: Block) => string,
): void {
  for (const block of blocks) {
    const view = vector.subarray(block.offset, block.offset + block.size);
    tensors.set(name(block), runtime.tensor(block.shape, view));
  }
}
