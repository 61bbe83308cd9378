import type { Part } from "./part.ts";

/**
 * A JSON file with all images of one of `classes` classes: `{ data: [[784 pixels], ...] }`, with an empty list here and there that
 * is no image. Classes are interleaved: image k of class c becomes image k * `classes` + c of the data set.
 */
export function classJson(file: string, label: number, { classes, sha256 }: { classes: number; sha256: string }): Part {
  return {
    file,
    sha256,
    place(content, { images, labels }) {
      const { data }: { data: number[][] } = JSON.parse(new TextDecoder().decode(content));
      data.filter((image) => image.length > 0).forEach((image, k) => {
        const index = k * classes + label;
        images.set(image, index * image.length);
        labels[index] = label;
      });
    },
  };
}
