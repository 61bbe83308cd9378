import { UserError } from "../spec/user_error.ts";
import { binaryOfPython } from "./cifar_python.ts";
import { type OfficialPart, requireSha256 } from "./part.ts";

const pixelsPerImage = 3 * 32 * 32;
const recordSize = 1 + pixelsPerImage;
const recordsPerFile = 10_000;

/**
 * A binary batch of CIFAR-10: 10,000 records of a label and 3,072 pixels, red, green and blue planes. `first` is the place of
 * its first image in the data set. The Python version of the same batch, which has no .bin in its name, is taken as well.
 */
export function cifarBinary(file: string, first: number, sha256: string): OfficialPart {
  const size = recordsPerFile * recordSize;
  return {
    file,
    sha256,
    size,
    spellings: [file, file.replace(/\.bin$/, "")],
    translate: (content) => binaryOfPython(content, { records: recordsPerFile, recordSize }),
    place(content, { images, labels }, path) {
      if (content.length !== size) {
        throw new UserError(
          `Cannot read ${path} as a binary batch of CIFAR-10 must have ${size} bytes: ${content.length}; get the file again`,
        );
      }
      requireSha256(content, sha256, path);
      for (let i = 0; i < recordsPerFile; i++) {
        labels[first + i] = content[i * recordSize]!;
        images.set(content.subarray(i * recordSize + 1, (i + 1) * recordSize), (first + i) * pixelsPerImage);
      }
    },
  };
}
