import { assertEquals, assertThrows } from "@std/assert";
import { npy } from "../../src/walk/npy.ts";

// numpy 2.4.6: f = io.BytesIO(); numpy.save(f, numpy.array([[1, 2, 3]], "<i4")); f.getvalue().hex()
const saved = "934e554d5059010076007b276465736372273a20273c6934272c2027666f727472616e5f6f72646572273a2046616c73652c20" +
  "277368617065273a2028312c2033292c207d" + "20".repeat(58) + "0a010000000200000003000000";

Deno.test("npy() writes the bytes that numpy.save() writes", () => {
  assertEquals(npy(Int32Array.of(1, 2, 3), [1, 3]).toHex(), saved);
});

Deno.test("npy() names types, writes one length as a tuple, and pads the header to 64 bytes", () => {
  const header = (bytes: Uint8Array) => new TextDecoder().decode(bytes.subarray(10, 10 + bytes[8]! + 256 * bytes[9]!));
  for (const [values, type] of [[new Float32Array(2), "<f4"], [new Float64Array(2), "<f8"]] as const) {
    const bytes = npy(values, [2]);
    const text = header(bytes);
    assertEquals(text.trimEnd(), `{'descr': '${type}', 'fortran_order': False, 'shape': (2,), }`);
    assertEquals([(10 + text.length) % 64, bytes.length], [0, 10 + text.length + values.byteLength]);
  }
});

Deno.test("npy() writes a view's own numbers", () => {
  assertEquals(npy(Int32Array.of(9, 1, 2, 3, 9).subarray(1, 4), [1, 3]).toHex(), saved);
});

Deno.test("npy() refuses a shape of another size", () => {
  assertThrows(() => npy(new Float32Array(3), [2]), TypeError, "must hold 3 numbers: [2]");
});
