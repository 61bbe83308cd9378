/** Writes protobuf messages: as much of the format as an ONNX model needs. */

const text = new TextEncoder();

/** A protobuf message being written. Fields stand in the order of the calls. */
export class Message {
  readonly #parts: Uint8Array[] = [];

  /** An integer field; negative ones take ten bytes, as protobuf's int64. */
  integer(field: number, value: number | bigint): this {
    this.#parts.push(varint(field << 3), varint(value));
    return this;
  }

  /** A 32-bit float field. */
  float(field: number, value: number): this {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    this.#parts.push(varint(field << 3 | 5), bytes);
    return this;
  }

  /** Packed integers. */
  integers(field: number, values: readonly (number | bigint)[]): this {
    return this.bytes(field, join(values.map(varint)));
  }

  /** A length-delimited field: text, bytes or a message inside this one. */
  bytes(field: number, value: string | Uint8Array | Message): this {
    const content = typeof value === "string" ? text.encode(value) : value instanceof Message ? value.finish() : value;
    this.#parts.push(varint(field << 3 | 2), varint(content.length), content);
    return this;
  }

  /** The message's bytes. */
  finish(): Uint8Array<ArrayBuffer> {
    return join(this.#parts);
  }
}

function varint(value: number | bigint): Uint8Array {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}
