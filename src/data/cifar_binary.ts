import { UserError } from "../spec/user_error.ts";
import type { Part } from "./part.ts";

const pixelsPerImage = 3 * 32 * 32;
const imagesPerFile = 10_000;

/**
 * A binary batch of CIFAR-10: 10,000 records of a label and 3,072 pixels, red, green and blue planes. `first` is the place of
 * its first image in the data set.
 */
export function cifarBinary(file: string, first: number, sha256: string): Part {
  return {
    file,
    sha256,
    place(content, { images, labels }, path) {
      const record = 1 + pixelsPerImage;
      if (content.length !== imagesPerFile * record) {
        throw new UserError(
          `Cannot read ${path} as a binary batch of CIFAR-10 must have ${imagesPerFile * record} bytes: ` +
            `${content.length}; get the file again`,
        );
      }
      for (let i = 0; i < imagesPerFile; i++) {
        labels[first + i] = content[i * record]!;
        images.set(content.subarray(i * record + 1, (i + 1) * record), (first + i) * pixelsPerImage);
      }
    },
  };
}
