/**
 * The bytes of a `.npy` file (format 1.0), little-endian, C order.
 *
 * Source: NumPy Enhancement Proposal 1.
 *
 * @throws {TypeError} If the shape does not hold as many numbers as there are.
 */
export function npy(
  values: Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer>,
  shape: readonly number[],
): Uint8Array<ArrayBuffer> {
  if (shape.reduce((product, length) => product * length, 1) !== values.length) {
    throw new TypeError(`Cannot write an array as its shape must hold ${values.length} numbers: [${shape.join(", ")}]`);
  }
  const type = values instanceof Float32Array ? "<f4" : values instanceof Float64Array ? "<f8" : "<i4";
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const description = `{'descr': '${type}', 'fortran_order': False, 'shape': (${tuple}), }`;
  // Magic, version, length of the header and the header together are a multiple of 64 bytes.
  const header = description.padEnd(Math.ceil((description.length + 11) / 64) * 64 - 11) + "\n";
  const bytes = new Uint8Array(10 + header.length + values.byteLength);
  bytes.set([0x93, ...new TextEncoder().encode("NUMPY"), 1, 0, header.length & 255, header.length >> 8]);
  bytes.set(new TextEncoder().encode(header), 10);
  bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), 10 + header.length);
  return bytes;
}
