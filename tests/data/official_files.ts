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

/** A binary batch of CIFAR-10 as the Python version has it: the pickle of a dictionary, its first bytes and its order as there. */
export function pythonBatch(binary: Uint8Array, label = "training batch 1 of 5"): Uint8Array {
  const count = 10_000;
  const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  const pieces: Uint8Array[] = [
    bytes(
      `\x80\x02}q\x01(U\x0bbatch_labelq\x02U${String.fromCharCode(label.length)}${label}q\x03U\x06labelsq\x04]q\x05`,
    ),
  ];
  for (let i = 0; i < count; i++) {
    if (i % 1000 === 0) pieces.push(bytes("("));
    pieces.push(Uint8Array.of(75, binary[i * 3073]!));
    if (i % 1000 === 999) pieces.push(bytes("e"));
  }
  pieces.push(
    bytes(
      "U\x04dataq\x06cnumpy.core.multiarray\n_reconstruct\nq\x07cnumpy\nndarray\nq\x08K\x00\x85U\x01b\x87Rq\x09(K\x01",
    ),
  );
  pieces.push(
    bytes(
      "M\x10'M\x00\x0c\x86cnumpy\ndtype\nq\x0aU\x02u1K\x00K\x01\x87Rq\x0b(K\x03U\x01|NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb\x89",
    ),
  );
  pieces.push(bytes("T\x00\xc0\xd4\x01"));
  for (let i = 0; i < count; i++) pieces.push(binary.subarray(i * 3073 + 1, (i + 1) * 3073));
  pieces.push(bytes("tbU\x09filenamesq\x0c]q\x0dU\x1aleptodactylus_s_000004.pngq\x0eau."));
  const content = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  pieces.reduce((at, piece) => (content.set(piece, at), at + piece.length), 0);
  return content;
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
