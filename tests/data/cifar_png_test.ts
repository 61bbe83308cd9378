import { assertEquals, assertThrows } from "@std/assert";
import { encode } from "fast-png";
import { cifarLabels, cifarPng } from "../../src/data/cifar_png.ts";
import { cutPixels } from "../../src/data/part.ts";

Deno.test("cifarPng() turns each row of RGB pixels into three planes", () => {
  const data = Uint8Array.from({ length: 2 * 1024 * 3 }, (_, i) => (i * 7) % 251);
  const content = encode({ width: 1024, height: 2, channels: 3, depth: 8, data });
  const pixels = cutPixels(new Uint8Array(3 * 3073), 3, 3072);
  cifarPng("png", 1, "").place(content, pixels, "png");
  for (const [image, channel, pixel] of [[0, 0, 0], [0, 2, 5], [1, 1, 1023], [1, 2, 1023]] as const) {
    assertEquals(
      pixels.images[((image + 1) * 3 + channel) * 1024 + pixel],
      data[(image * 1024 + pixel) * 3 + channel],
      `${image} ${channel} ${pixel}`,
    );
  }
});

Deno.test("cifarPng() refuses another form, which would be a mistake of ours", () => {
  const content = encode({ width: 2, height: 1, channels: 3, depth: 8, data: new Uint8Array(6) });
  assertThrows(
    () => cifarPng("png", 0, "").place(content, cutPixels(new Uint8Array(0), 0, 0), "png"),
    Error,
    "internal:",
  );
});

Deno.test("cifarLabels() puts the classes where they belong", () => {
  const pixels = cutPixels(new Uint8Array(4 * 2), 4, 1);
  cifarLabels("json", 1, "").place(new TextEncoder().encode("[6,9]"), pixels, "json");
  assertEquals([...pixels.labels], [0, 6, 9, 0]);
});
