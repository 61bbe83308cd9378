import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { openOnnx } from "../../../../src/engine/onnx/engine.ts";
import { loadRuntime } from "../../../../src/engine/onnx/runtime.ts";
import { Exchange } from "../../../../src/engine/onnx/split/exchange.ts";
import { Mates } from "../../../../src/engine/onnx/split/mates.ts";
import { ExchangeError } from "../../../../src/engine/onnx/split/settle.ts";
import { openSplitGradient, suitsSharing } from "../../../../src/engine/onnx/split/split_gradient.ts";
import {
  batchNorm,
  convolution,
  dense,
  globalAveragePool,
  network,
  relu,
  residual,
} from "../../../../src/network/layers.ts";
import { mlp } from "../../../../src/network/mlp.ts";
import { resnet56 } from "../../../../src/network/resnet56.ts";
import { resolveNetwork } from "../../../../src/network/resolve.ts";
import { vgg11 } from "../../../../src/network/vgg11.ts";
import { gradient } from "../../../reference/gradient.ts";
import { drawExample, drawVector } from "../../../reference/small_networks.ts";
import { assertCloseInNorm } from "../../contract/closeness.ts";

/** Narrow and deep, as what is shared: convolutions over vectors, with stride, a residual block, biases before and without normalisation. */
const narrow = network("narrow", [2, 32, 32], [
  ...[convolution(16), batchNorm(), relu()],
  residual({
    before: [batchNorm()],
    body: [convolution(32, { stride: 2 }), batchNorm(), convolution(32)],
    shortcut: [convolution(32, { kernel: 1, stride: 2 })],
  }),
  ...[globalAveragePool(), dense(3)],
], 3);

Deno.test("suitsSharing() takes networks through which much flows, and batches with enough samples a thread", () => {
  const suits = (spec: Parameters<typeof resolveNetwork>[0], size = 100, threads = 2) =>
    suitsSharing(resolveNetwork(spec), size, threads);
  assertEquals([suits(resnet56()), suits(vgg11({ width: 1 / 16 })), suits(vgg11()), suits(mlp())], [
    true,
    false,
    false,
    false,
  ]);
  assertEquals([suits(resnet56(), 63, 8), suits(resnet56(), 64, 8), suits(resnet56(), 100, 1)], [false, true, false]);
});

for (const threads of [2, 3]) {
  Deno.test(`a gradient that ${threads} threads share agrees with plain sums, and is the same bits twice`, async () => {
    // Of unequal parts.
    const { network, theta, batch } = drawExample(narrow, 33);
    assert(suitsSharing(network, 33, threads));
    const answers = [];
    for (let time = 0; time < 2; time++) {
      using engine = await openOnnx("cpu", { threads });
      using program = await engine.compile(network);
      await program.gradient(drawVector(theta.length, 9), batch);
      const { gradient, statistics, ...rest } = await program.gradient(theta, batch);
      answers.push({ ...rest, gradient: gradient.slice(), statistics: statistics.slice() });
    }
    assertEquals(answers[0], answers[1]);

    const expected = gradient(network, theta, batch);
    const [answer] = answers as [typeof answers[number]];
    // As of gradients that are not shared, see the engines' contract.
    assertCloseInNorm(answer.gradient, expected.gradient, 1e-5, "gradient");
    assertCloseInNorm(answer.statistics, expected.statistics, 1e-5, "statistics");
    assertAlmostEquals(answer.loss, expected.loss, 2e-6);
    assertEquals(answer.correct, expected.correct);
  });
}

Deno.test("a shared gradient's variances keep their digits where a mean is large beside its spread", async () => {
  const { network: resolved, theta, batch } = drawExample(narrow, 34);
  assert(suitsSharing(resolved, 34, 2));
  const far = { ...batch, inputs: batch.inputs.map((value) => value + 100) };
  using engine = await openOnnx("cpu", { threads: 2 });
  using program = await engine.compile(resolved);
  const { statistics } = await program.gradient(theta, far);
  const expected = gradient(resolved, theta, far).statistics;
  // Inputs of 100 are themselves rounded to 4e-6 of their spread; squares less squared means would be wrong by 1e-3.
  assertCloseInNorm(statistics, expected, 1e-5, "statistics");
});

Deno.test("segments on several threads have the bits of one, also of sets that come and go", async () => {
  const { network, theta, batch } = drawExample(narrow, 23);
  const along = drawVector(theta.length, 3);
  const to = theta.map((value, index) => value + 0.01 * along[index]!);
  const alphas = [0, 0.3, 0.6, 1];
  const losses: unknown[] = [];
  for (const threads of [1, 2, 3]) {
    using engine = await openOnnx("cpu", { threads });
    using program = await engine.compile(network);
    const given = [];
    for (const batchSize of [5, 23, 4]) {
      // Five batches, one, and six.
      using set = program.hold(batch, batchSize);
      given.push(await program.segment(theta, to, alphas, set));
      given.push(await program.segment(to, theta, [0.5], set));
      given.push(await program.segmentSums(theta, to, alphas, set, batchSize === 5 ? [4, 1, 3] : [0]));
    }
    losses.push(given);
  }
  assertEquals(losses[1], losses[0]);
  assertEquals(losses[2], losses[0]);
});

Deno.test("a mate that cannot open says why, and nobody waits for it", async () => {
  const resolved = resolveNetwork(narrow);
  const broken = { ...resolved, network: { ...resolved.network, classes: -1 } };
  using mates = new Mates(broken, { threads: 2, budget: 0 });
  await assertRejects(() => mates.get(), Error, "must have classes that is a positive integer: -1");
});

/** Two threads, the second of which is a mate that does as it is told. */
async function besideMate(gradient: (exchange: Exchange) => Promise<unknown>) {
  const { network, theta, batch } = drawExample(narrow, 16);
  const memory = Exchange.memory(2, 64);
  const mate = { gradient: () => gradient(new Exchange({ memory, threads: 2, thread: 1 })) };
  const mates = {
    ...{ threads: 2, exchange: new Exchange({ memory, threads: 2, thread: 0 }), show() {} },
    get: () => Promise.resolve([mate]),
  } as unknown as Mates;
  const runner = await openSplitGradient(await loadRuntime("cpu", 1), network, { size: 16, mates });
  return { runner, theta, batch };
}

Deno.test("where a mate fails, its own reason is told, and this thread does not wait for it", async () => {
  const { runner, theta, batch } = await besideMate(() => Promise.reject(new Error("no memory left")));
  await assertRejects(() => runner.run(theta, batch), Error, "no memory left");
  runner[Symbol.dispose]();
});

Deno.test("where this thread fails before its first exchange, mates do not wait for it", async () => {
  const { runner, theta, batch } = await besideMate(async (exchange) => {
    // As a mate that comes to the exchange later.
    await new Promise((resolve) => setTimeout(resolve, 20));
    exchange.gather([new Float32Array(1)], [new Float32Array(2)]);
  });
  const broken = { ...batch, labels: batch.labels.map(() => 1e6) };
  const answer = runner.run(theta.subarray(0, 3), broken);
  const error = await assertRejects(() => answer, Error);
  assert(!(error instanceof ExchangeError), `${error}`);
  runner[Symbol.dispose]();
});

Deno.test("a program that failed once on several threads is right the next time", async () => {
  const { network, theta, batch } = drawExample(narrow, 33);
  using engine = await openOnnx("cpu", { threads: 2 });
  using program = await engine.compile(network);
  const { gradient } = await program.gradient(theta, batch);
  const right = gradient.slice();
  using set = program.hold(batch, 10);
  const losses = await program.segment(theta, theta, [0, 1], set);

  // The library refuses memory that is shared, here as in an engine of one thread.
  const shared = new Float32Array(new SharedArrayBuffer(4 * theta.length)) as unknown as typeof theta;
  shared.set(theta);
  await assertRejects(() => program.gradient(shared, batch));
  await assertRejects(() => program.segment(shared, shared, [0, 1], set));
  assertEquals(await program.segment(theta, theta, [0, 1], set), losses);
  assertEquals((await program.gradient(theta, batch)).gradient, right);
});

Deno.test("what is asked of a program that is disposed fails, at work or waiting for its turn, and nothing hangs", async () => {
  const { network, theta, batch } = drawExample(narrow, 33);
  using engine = await openOnnx("cpu", { threads: 2 });
  for (const begun of [false, true]) {
    const program = await engine.compile(network);
    const set = program.hold(batch, 10);
    if (begun) await program.segment(theta, theta, [0, 1], set);
    const asked = [program.segment(theta, theta, [0, 1], set), program.gradient(theta, batch)];
    program[Symbol.dispose]();
    for (const one of asked) await assertRejects(() => one as Promise<unknown>, Error);
    await assertRejects(() => program.gradient(theta, batch), Error);
  }
});

Deno.test("a set that is disposed while it waits to be evaluated is evaluated still, on all threads", async () => {
  const { network, theta, batch } = drawExample(narrow, 33);
  using engine = await openOnnx("cpu", { threads: 2 });
  using program = await engine.compile(network);
  const set = program.hold(batch, 10);
  const asked = [program.segment(theta, theta, [0.5], set), program.segment(theta, theta, [1], set)];
  set[Symbol.dispose]();
  const [half, end] = await Promise.all(asked);
  assertAlmostEquals(half![0]!, end![0]!, 1e-6);
});
