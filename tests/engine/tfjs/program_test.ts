import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { openTfjs } from "../../../src/engine/tfjs/engine.ts";
import { createProgram } from "../../../src/engine/tfjs/program.ts";
import { openBackend } from "../../../src/engine/tfjs/open_backend.ts";
import type { Program } from "../../../src/spec/engine.ts";
import { UserError } from "../../../src/spec/user_error.ts";
import { drawExample, drawVector, type Example, smallNetworks } from "../../reference/small_networks.ts";

const named = (name: string) => smallNetworks.find((network) => network.name === name)!;

async function useEverything(program: Program, { theta, batch, network }: Example): Promise<void> {
  const running = drawVector(network.statisticCount).map(Math.abs);
  using set = program.hold(batch, 4);
  await program.gradient(theta, batch);
  await program.hessianVector(theta, drawVector(theta.length), batch);
  await program.segment(theta, theta, [0, 0.5, 1], set);
  await program.evaluate(theta, set, "batch");
  await program.evaluate(theta, set, { running });
}

for (const backend of ["wasm", "cpu"] as const) {
  for (const network of [named("vgg block"), named("residual with shortcut")]) {
    Deno.test(`a program on ${backend} leaves no tensor of ${network.name} behind`, async () => {
      using engine = await openTfjs(backend);
      const example = drawExample(network, 6);
      using program = await engine.compile(example.network);
      await useEverything(program, example);
      const before = tf.memory().numTensors;
      await useEverything(program, example);
      assertEquals(tf.memory().numTensors, before);
    });
  }
}

Deno.test("a program disposes of its sets, and a set may be disposed of twice", async () => {
  using engine = await openTfjs("wasm");
  const { network, theta, batch } = drawExample(named("mlp"), 6);
  const before = tf.memory().numTensors;
  const program = await engine.compile(network);
  const set = program.hold(batch, 4);
  program[Symbol.dispose]();
  set[Symbol.dispose]();
  assertEquals(tf.memory().numTensors, before);
  await assertRejects(() => program.evaluate(theta, set, "batch"), TypeError, "another's or disposed");
});

Deno.test("programs of two backends work side by side without waiting for each other", async () => {
  using wasm = await openTfjs("wasm");
  using cpu = await openTfjs("cpu");
  const { network, theta, batch } = drawExample(named("vgg block"), 6);
  using one = await wasm.compile(network);
  using other = await cpu.compile(network);
  const alone = [(await one.gradient(theta, batch)).gradient, (await other.gradient(theta, batch)).gradient];
  const together = await Promise.all([one.gradient(theta, batch), other.gradient(theta, batch)]);
  assertEquals(together.map(({ gradient }) => gradient), alone);
});

Deno.test("a program refuses a batch that its backend would silently read as zeros", async () => {
  const backend = { ...await openBackend("cpu"), largestTensorBytes: 2000 };
  const { network, theta, batch } = drawExample(named("vgg block"), 6);
  using program = createProgram(backend, network);
  await assertRejects(() => program.gradient(theta, batch), UserError, "take smaller batches");
  assertThrows(() => program.hold(batch, 6), UserError, "take smaller batches");
  using set = program.hold(batch, 2);
  await program.evaluate(theta, set, "batch");
});

Deno.test("a program passes on what its backend's GPU reported", async () => {
  const check = () => {
    throw new Error("the GPU ran out of memory");
  };
  const { network, theta, batch } = drawExample(named("mlp"), 6);
  using program = createProgram({ ...await openBackend("cpu"), check }, network);
  const before = tf.memory().numTensors;
  await assertRejects(() => program.gradient(theta, batch), Error, "out of memory");
  assertEquals(tf.memory().numTensors, before);
});
