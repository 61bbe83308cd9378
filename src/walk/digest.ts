import { createHash } from "node:crypto";

/** SHA-256 of theta's bytes, hexadecimal: two walks with the same digests went the same way, bit for bit. */
export function digestOf(theta: Float32Array<ArrayBuffer>): string {
  return createHash("sha256").update(new Uint8Array(theta.buffer, theta.byteOffset, theta.byteLength)).digest("hex");
}
