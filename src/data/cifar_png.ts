import { decode } from "fast-png";
import type { Part } from "./part.ts";

/** A PNG whose every row is an image of CIFAR-10: 1,024 RGB pixels. `first` is the place of its first image in the data set. */
export function cifarPng(file: string, first: number, sha256: string): Part {
  return {
    file,
    sha256,
    place(content, { images }, path) {
      const { width, height, channels, depth, data } = decode(content);
      if (width !== 1024 || channels !== 3 || depth !== 8) {
        throw new Error(`internal: ${path} has ${width} pixels a row, ${channels} channels of ${depth} bits`);
      }
      for (let row = 0; row < height; row++) {
        for (let channel = 0; channel < channels; channel++) {
          const to = ((first + row) * channels + channel) * width;
          const from = row * width * channels + channel;
          for (let pixel = 0; pixel < width; pixel++) images[to + pixel] = data[from + pixel * channels]!;
        }
      }
    },
  };
}

/** A JSON list of classes. `first` is the place of its first label in the data set. */
export function cifarLabels(file: string, first: number, sha256: string): Part {
  return {
    file,
    sha256,
    place(content, { labels }) {
      const classes: number[] = JSON.parse(new TextDecoder().decode(content));
      labels.set(classes, first);
    },
  };
}
