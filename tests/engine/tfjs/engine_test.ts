import { assertEquals } from "@std/assert";
import { openTfjs, probeTfjs } from "../../../src/engine/tfjs/engine.ts";
import { drawExample, smallNetworks } from "../../reference/small_networks.ts";

// First of its file, as TensorFlow.js gives its advice once, with the first tensor.
Deno.test("loading and running print nothing", async () => {
  const printed: unknown[][] = [];
  const methods = ["log", "info", "warn", "error"] as const;
  const kept = methods.map((method) => console[method]);
  for (const method of methods) console[method] = (...words: unknown[]) => void printed.push(words);
  try {
    for (const backend of ["cpu", "wasm"] as const) {
      using engine = await openTfjs(backend);
      const { network, theta, batch } = drawExample(smallNetworks[4]!, 6);
      using program = await engine.compile(network);
      await program.gradient(theta, batch);
    }
  } finally {
    methods.forEach((method, index) => console[method] = kept[index]!);
  }
  assertEquals(printed, []);
});

Deno.test("openTfjs() tells what it opened, and that wasm has one thread whatever is asked for", async () => {
  using engine = await openTfjs("wasm", { threads: 4 });
  assertEquals(engine.info, {
    name: "tfjs:wasm",
    library: "@tensorflow/tfjs-backend-wasm",
    version: "4.22.0",
    device: "cpu",
    threads: 1,
  });
});

Deno.test("probeTfjs() finds wasm and cpu on every machine", async () => {
  for (const backend of ["wasm", "cpu"] as const) assertEquals((await probeTfjs(backend)).available, true);
});
