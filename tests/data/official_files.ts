import { loadDataset } from "../../src/data/load.ts";

/** Official files by name. */
export type OfficialFiles = Readonly<Record<string, Uint8Array>>;

/** The four official MNIST files, written anew from the data set. */
export async function officialMnist(): Promise<OfficialFiles> {
  const { images, labels } = await loadDataset("mnist");
  const split = 60_000;
  return {
    "train-images-idx3-ubyte": idx([split, 28, 28], images.subarray(0, split * 784)),
    "train-labels-idx1-ubyte": idx([split], labels.subarray(0, split)),
    "t10k-images-idx3-ubyte": idx([10_000, 28, 28], images.subarray(split * 784)),
    "t10k-labels-idx1-ubyte": idx([10_000], labels.subarray(split)),
  };
}

/** The six official binary batches of CIFAR-10, written anew from the data set. */
export async function officialCifar10(): Promise<OfficialFiles> {
  const { images, labels } = await loadDataset("cifar10");
  const names = [1, 2, 3, 4, 5].map((batch) => `data_batch_${batch}.bin`).concat("test_batch.bin");
  return Object.fromEntries(names.map((name, batch) => {
    const content = new Uint8Array(10_000 * 3073);
    for (let i = 0; i < 10_000; i++) {
      const index = batch * 10_000 + i;
      content[i * 3073] = labels[index]!;
      content.set(images.subarray(index * 3072, (index + 1) * 3072), i * 3073 + 1);
    }
    return [name, content];
  }));
}

function idx(dimensions: readonly number[], values: Uint8Array): Uint8Array {
  const headerSize = 4 + 4 * dimensions.length;
  const content = new Uint8Array(headerSize + values.length);
  content.set([0, 0, 8, dimensions.length]);
  const view = new DataView(content.buffer);
  dimensions.forEach((dimension, i) => view.setUint32(4 + 4 * i, dimension));
  content.set(values, headerSize);
  return content;
}
