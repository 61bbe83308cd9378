import { assertEquals } from "@std/assert";
import { Message } from "../../../src/engine/onnx/protobuf.ts";

Deno.test("Message writes the examples of protobuf's encoding guide", () => {
  assertEquals([...new Message().integer(1, 150).finish()], [0x08, 0x96, 0x01]);
  assertEquals([...new Message().bytes(2, "testing").finish()], [0x12, 0x07, ...new TextEncoder().encode("testing")]);
  assertEquals([...new Message().bytes(3, new Message().integer(1, 150)).finish()], [0x1a, 0x03, 0x08, 0x96, 0x01]);
  assertEquals([...new Message().integers(6, [3, 270, 86942]).finish()], [0x32, 6, 3, 0x8e, 2, 0x9e, 0xa7, 5]);
});

Deno.test("Message writes negative integers as ten bytes", () => {
  assertEquals([...new Message().integer(1, -2).finish()], [0x08, 0xfe, ...Array(8).fill(0xff), 0x01]);
});

Deno.test("Message writes floats in little-endian order", () => {
  assertEquals([...new Message().float(2, 1).finish()], [0x15, 0, 0, 0x80, 0x3f]);
});
