import { assertEquals } from "@std/assert";
import subjects from "../../bench/subjects.ts";
import { benchKinds } from "../../src/spec/bench.ts";

const all = subjects({ engine: "onnx:cpu", threads: 1 });
const named = (start: string) => all.filter(({ name }) => name.startsWith(start));

Deno.test("subjects() names each benchmark once, kind by kind in the order of benchKinds", () => {
  assertEquals(new Set(all.map(({ name }) => name)).size, all.length);
  assertEquals([...new Set(all.map(({ kind }) => kind))], [...benchKinds]);
});

Deno.test("subjects() counts the operations of a batch of 100 by hand's count", () => {
  const convolution = 100 * 2 * 128 * (16 * 16) * 64 * 9;
  assertEquals(
    named("convolution 3 x 3, 64-128 at 16 x 16").map(({ name, flops }) => [name.split(": ")[1], flops]),
    [["forward", convolution], ["input gradient", convolution], ["weight gradient", convolution], [
      "gather",
      undefined,
    ]],
  );
  // Bytes of an image's pixels and of the 3 x 3 windows, or the 16 pixels of each tile of 2 x 2, that are gathered from it.
  const gathered = (name: string) => named(name).find(({ name }) => name.endsWith("gather"))!.work.count / 400;
  assertEquals(gathered("convolution 3 x 3, 64-128 at 16 x 16"), (1 + 4) * 64 * 16 * 16);
  assertEquals(gathered("convolution 3 x 3, 16-16 at 32 x 32"), (1 + 9) * 16 * 32 * 32);
  const [first, rest] = [784 * 500, 500 * 350 + 350 * 10];
  assertEquals(named("training step, batch 100: mlp")[0]!.flops, 100 * 2 * (2 * first + 3 * rest));
  assertEquals(named("segment, 10 points on 2000 samples: mlp")[0]!.flops, 2000 * 2 * (first + 10 * rest));
  assertEquals(named("matrix product 1024")[0]!.flops, 2 * 1024 ** 3);
});

Deno.test("subjects() takes convolutions with a hundredth of their network's products, and no input gradient of the first", () => {
  const shapes = new Set(
    named("convolution").map(({ name }) => name.split(": ")[0]!.replace("convolution 3 x 3, ", "")),
  );
  assertEquals([...shapes], [
    ...["3-64 at 32 x 32", "64-128 at 16 x 16", "128-256 at 8 x 8", "256-256 at 8 x 8", "256-512 at 4 x 4"],
    ...["512-512 at 4 x 4", "512-512 at 2 x 2", "16-16 at 32 x 32", "32-32 at 16 x 16", "64-64 at 8 x 8"],
  ]);
  const first = named("convolution 3 x 3, 3-64").map(({ name }) => name.split(": ")[1]);
  assertEquals(first, ["forward", "weight gradient", "gather"]);
});

Deno.test("subjects() of an engine of another library have no peak and no operators of graphs", () => {
  const others = subjects({ engine: "tfjs:cpu", threads: 1 });
  const operators = others.filter(({ kind }) => kind === "operator").map(({ name }) => name);
  assertEquals(others.filter(({ kind }) => kind === "peak"), []);
  assertEquals(operators, ["cross-entropy of 100 x 10 logits", "update of mlp's theta", "update of vgg11's theta"]);
});

for (
  const name of [
    "convolution 3 x 3, 512-512 at 2 x 2",
    "batchNorm 500",
    "relu 500",
    "dense 500-350",
    "cross-entropy",
    "walk of barriers' preset smoke: mlp",
  ]
) {
  Deno.test(`the benchmarks ${name} open, run again and again and close`, async () => {
    for (const subject of named(name)) {
      using open = await subject.open();
      const told = [await open.run(), await open.run()];
      assertEquals(told.every((seconds) => subject.kind === "walk" ? seconds! > 0 : seconds === undefined), true);
    }
  });
}
