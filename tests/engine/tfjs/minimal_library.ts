/**
 * A shared library for Linux on this processor that holds nothing but the wish for another library, as small as the loader
 * takes it: to see the loader's own words where that library is missing.
 */
export function libraryThatNeeds(name: string): Uint8Array {
  const bytes = new Uint8Array(0x200);
  const view = new DataView(bytes.buffer);
  const word = (offset: number, value: number) => view.setBigUint64(offset, BigInt(value), true);
  const [programHeaders, dynamic, strings, symbols] = [0x40, 0x100, 0x180, 0x1c0];

  // Magic number, 64 bits, little-endian, version 1; then a shared library (3) for this processor.
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  view.setUint16(0x10, 3, true);
  view.setUint16(0x12, Deno.build.arch === "x86_64" ? 62 : 183, true);
  view.setUint32(0x14, 1, true);
  word(0x20, programHeaders);
  view.setUint16(0x34, 0x40, true);
  view.setUint16(0x36, 0x38, true);
  view.setUint16(0x38, 2, true);

  // Segments: the whole file is loaded (1), its dynamic section (2) lies within.
  const segment = (at: number, type: number, offset: number, size: number) => {
    view.setUint32(at, type, true);
    view.setUint32(at + 4, 6, true);
    for (const field of [0x08, 0x10, 0x18]) word(at + field, offset);
    for (const field of [0x20, 0x28]) word(at + field, size);
    word(at + 0x30, type === 1 ? 0x10000 : 8);
  };
  segment(programHeaders, 1, 0, bytes.length);
  segment(programHeaders + 0x38, 2, dynamic, 5 * 16);

  // Needed library (1, the string at 1), string table (5) and its size (10), symbol table (6), end.
  [[1, 1], [5, strings], [10, name.length + 2], [6, symbols], [0, 0]].forEach(([tag, value], index) => {
    word(dynamic + 16 * index, tag!);
    word(dynamic + 16 * index + 8, value!);
  });
  bytes.set(new TextEncoder().encode(name), strings + 1);
  return bytes;
}
