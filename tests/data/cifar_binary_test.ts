import { assertEquals, assertThrows } from "@std/assert";
import { cifarBinary } from "../../src/data/cifar_binary.ts";
import { cutPixels, sha256 } from "../../src/data/part.ts";
import { UserError } from "../../src/spec/user_error.ts";

Deno.test("cifarBinary() takes records of a label and its pixels apart", () => {
  const content = new Uint8Array(30_730_000);
  for (let i = 0; i < 10_000; i++) {
    content[i * 3073] = i % 10;
    content.fill(i % 10 + 100, i * 3073 + 1, (i + 1) * 3073);
  }
  const pixels = cutPixels(new Uint8Array(20_000 * 3073), 20_000, 3072);
  cifarBinary("batch", 10_000, sha256(content)).place(content, pixels, "batch");
  assertEquals([...pixels.labels.subarray(9_999, 10_003)], [0, 0, 1, 2]);
  assertEquals([pixels.images[10_001 * 3072 - 1], pixels.images[10_001 * 3072], pixels.images.at(-1)], [100, 101, 109]);
});

Deno.test("cifarBinary() says how many bytes there must be", () => {
  const place = () =>
    cifarBinary("batch", 0, "").place(new Uint8Array(30_729_999), cutPixels(new Uint8Array(0), 0, 0), "a/b");
  assertThrows(place, UserError, "Cannot read a/b as a binary batch of CIFAR-10 must have 30730000 bytes: 30729999");
});
