/** What a data set is: images and labels in the official order, and how the protocols split and scale them. */

/** The data sets by name. */
export const datasetNames = ["mnist", "fashion-mnist", "cifar10"] as const;

/** The name of a data set. */
export type DatasetName = typeof datasetNames[number];

/** Images as bytes, in the official order, training part first. */
export interface Dataset {
  readonly name: DatasetName;
  /** `[channels, height, width]` of one image. */
  readonly shape: readonly [channels: number, height: number, width: number];
  readonly classes: number;
  /** Pixels 0 to 255, `[N, channels, height, width]`. */
  readonly images: Uint8Array<ArrayBuffer>;
  /** Class of each image, `[N]`. */
  readonly labels: Uint8Array<ArrayBuffer>;
  /** Indices of the training split in the official order. */
  readonly train: Range;
  /** Indices of the validation split. */
  readonly validation: Range;
  /** Subtracted from pixels scaled to 0..1, one a channel. */
  readonly mean: readonly number[];
  /** Divides after the mean is taken off, one a channel. */
  readonly deviation: readonly number[];
  /** SHA-256 of images and labels together, hexadecimal: the data's identity in every run. */
  readonly checksum: string;
  /** Where it was read from, in words. */
  readonly origin: string;
}

/** Indices from `start` up to, not including, `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}
