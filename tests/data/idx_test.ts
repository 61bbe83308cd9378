import { assertEquals, assertThrows } from "@std/assert";
import { idxImages, idxLabels, parseIdx } from "../../src/data/idx.ts";
import { cutPixels, sha256 } from "../../src/data/part.ts";
import { UserError } from "../../src/spec/user_error.ts";

const labels = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 3, 7, 0, 9);
const images = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 2, 10, 20, 30, 40);

Deno.test("parseIdx() gives the values after the header", () => {
  assertEquals([...parseIdx(labels, [3], "labels")], [7, 0, 9]);
  assertEquals([...parseIdx(images, [1, 2, 2], "images")], [10, 20, 30, 40]);
});

Deno.test("parseIdx() reads a view that does not begin at its buffer's beginning", () => {
  const shifted = Uint8Array.of(1, 2, 3, ...labels).subarray(3);
  assertEquals([...parseIdx(shifted, [3], "labels")], [7, 0, 9]);
});

Deno.test("parseIdx() names the file, the bytes it must begin with and those it has", () => {
  assertThrows(() => parseIdx(labels, [1, 2, 2], "a/b"), UserError, "Cannot read a/b as an IDX file must begin with");
  assertThrows(() => parseIdx(labels, [1, 2, 2], "a/b"), UserError, "the bytes 0 0 8 3: 0 0 8 1");
  assertThrows(() => parseIdx(new Uint8Array(0), [3], "a/b"), UserError, "it is empty");
  assertThrows(() => parseIdx(new TextEncoder().encode("<html>"), [3], "a/b"), UserError, "60 104 116 109");
});

Deno.test("parseIdx() compares the header's dimensions", () => {
  assertThrows(() => parseIdx(images, [2, 2, 2], "a/b"), UserError, "its header must say 2 x 2 x 2: 1 x 2 x 2");
});

Deno.test("parseIdx() finds files cut off at any byte, and such as are too long", () => {
  for (let size = 4; size < images.length; size++) {
    assertThrows(() => parseIdx(images.subarray(0, size), [1, 2, 2], "a/b"), UserError, `have 20 bytes: ${size}`);
  }
  assertThrows(() => parseIdx(Uint8Array.of(...images, 0), [1, 2, 2], "a/b"), UserError, "have 20 bytes: 21");
});

Deno.test("idxLabels() puts labels where they belong", () => {
  const pixels = cutPixels(new Uint8Array(5 * 2), 5, 1);
  idxLabels("labels", { first: 1, count: 3, sha256: sha256(labels) }).place(labels, pixels, "labels");
  assertEquals([...pixels.labels], [0, 7, 0, 9, 0]);
});

Deno.test("idxImages() puts images where they belong, and refuses others", () => {
  const content = new Uint8Array(16 + 784).fill(2);
  content.set([0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 28, 0, 0, 0, 28]);
  const pixels = cutPixels(new Uint8Array(2 * 785), 2, 784);
  const part = idxImages("images", { first: 1, count: 1, sha256: sha256(content) });
  part.place(content, pixels, "images");
  assertEquals([pixels.images[783], pixels.images[784], pixels.images[1567]], [0, 2, 2]);

  const altered = content.with(799, 3);
  assertThrows(() => part.place(altered, pixels, "a/b"), UserError, "Cannot use a/b as the official file has SHA-256");
});
