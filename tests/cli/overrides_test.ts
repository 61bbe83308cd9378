import { assertEquals, assertThrows } from "@std/assert";
import { hiddenSizes } from "../../src/cli/models.ts";
import { applyOverrides } from "../../src/cli/overrides.ts";
import type { CaseFlagValues } from "../../src/cli/suite_flags.ts";
import { network } from "../../src/network/layers.ts";
import { mlp } from "../../src/network/mlp.ts";
import { resolveNetwork } from "../../src/network/resolve.ts";
import { vgg11 } from "../../src/network/vgg11.ts";
import { sgdDescent } from "../../src/spec/descent.ts";
import { gdDescent, gdWithStructuredNoise } from "../../src/spec/noise_arms.ts";
import type { Network } from "../../src/spec/network.ts";
import type { Grid } from "../../src/spec/suite.ts";
import { UserError } from "../../src/spec/user_error.ts";
import { grid } from "./grid.ts";

const onMnist: Grid = { ...grid, network: mlp({ hidden: [32, 16] }) };
const onCifar: Grid = { ...grid, network: vgg11({ width: 1 / 16 }), dataset: "cifar10", trainSamples: 500 };
const preset = [onMnist, onCifar];
const shapes = [
  { name: "mnist", shape: [1, 28, 28] },
  { name: "fashion-mnist", shape: [1, 28, 28] },
  { name: "cifar10", shape: [3, 32, 32] },
] as const;

function override(flags: CaseFlagValues, grids: readonly Grid[] = preset) {
  const { grids: changed, notes } = applyOverrides(grids, flags, shapes);
  return { notes, grids: changed, arms: changed.map((one) => `${(one.network as Network).name} ${one.dataset}`) };
}

Deno.test("applyOverrides() leaves a preset alone without flags", () => {
  assertEquals(override({}), { notes: [], grids: preset, arms: ["mlp mnist", "vgg11 cifar10"] });
});

Deno.test("applyOverrides() replaces fields, with one value or several", () => {
  const { grids } = override({ learningRate: [0.5, 0.05], evalSamples: [50], augmentation: ["none"], seeds: 7 });
  assertEquals(
    grids.map(({ learningRate, evaluationSamples, seeds }) => ({ learningRate, evaluationSamples, seeds })),
    [
      { learningRate: [0.5, 0.05], evaluationSamples: [50], seeds: 7 },
      { learningRate: [0.5, 0.05], evaluationSamples: [50], seeds: 7 },
    ],
  );
});

Deno.test("applyOverrides() selects a model that the preset has, with its settings", () => {
  assertEquals(override({ model: ["vgg11"] }).grids, [onCifar]);
});

Deno.test("applyOverrides() takes a model that the preset lacks with the settings of the nearest, and says so", () => {
  const { grids, arms, notes } = override({ model: ["resnet56"] });
  assertEquals(arms, ["resnet56 cifar10"]);
  assertEquals(grids[0]!.trainSamples, 500);
  assertEquals(notes, ["resnet56 is not in this preset: it takes the settings of vgg11 on cifar10"]);
});

Deno.test("applyOverrides() selects a suite's own network by its name", () => {
  const own = { ...onMnist, network: network("tiny", [1, 28, 28], []) };
  assertEquals(override({ model: ["tiny"] }, [own, onCifar]).grids, [own]);
});

Deno.test("applyOverrides() refuses an unknown model with the closest one", () => {
  assertEquals(
    assertThrows(() => override({ model: ["vgg12"] }), UserError).message,
    "Cannot use --model as it must be one of mlp, vgg11, resnet56: vgg12: did you mean vgg11?",
  );
});

Deno.test("applyOverrides() selects a data set that the preset has", () => {
  assertEquals(override({ dataset: ["mnist"] }).grids, [onMnist]);
});

Deno.test("applyOverrides() puts networks that fit on another data set and leaves the others out, saying so", () => {
  const { arms, notes } = override({ dataset: ["fashion-mnist"] });
  assertEquals(arms, ["mlp fashion-mnist"]);
  assertEquals(notes, ["vgg11 is left out: its input [3,32,32] is not that of fashion-mnist, [1,28,28]"]);
});

Deno.test("applyOverrides() builds an mlp again for a data set of another shape, with its hidden sizes", () => {
  const { grids, arms } = override({ model: ["mlp"], dataset: ["cifar10"] });
  assertEquals(arms, ["mlp cifar10"]);
  const { network } = grids[0] as { network: Network };
  assertEquals(network.input, [3, 32, 32]);
  assertEquals(hiddenSizes(network), [32, 16]);
});

Deno.test("applyOverrides() crosses models and data sets", () => {
  const { arms } = override({ model: ["mlp"], dataset: ["mnist", "fashion-mnist", "cifar10"] });
  assertEquals(arms, ["mlp mnist", "mlp fashion-mnist", "mlp cifar10"]);
});

Deno.test("applyOverrides() sets hidden sizes and width where a network has them", () => {
  const { grids } = override({ hidden: [500, 350], width: 1 });
  assertEquals(grids.map(({ network }) => resolveNetwork(network as Network).parameterCount), [573_060, 9_756_426]);
});

Deno.test("applyOverrides() refuses hidden sizes or a width that no network has", () => {
  assertEquals(
    assertThrows(() => override({ model: ["mlp"], width: 0.5 }), UserError).message,
    "Cannot use --width as a network of the run must have it: mlp",
  );
  assertEquals(
    assertThrows(() => override({ model: ["vgg11"], hidden: [10] }), UserError).message,
    "Cannot use --hidden as a network of the run must have it: vgg11",
  );
});

Deno.test("applyOverrides() keeps the measured epochs that fit and says so once", () => {
  const { grids, notes } = override({ epochs: [12, 3] });
  assertEquals(grids.map(({ epochs, measuredEpochs }) => [epochs, measuredEpochs]), [
    [12, [1, 10]],
    [3, [1]],
    [12, [1, 10]],
    [3, [1]],
  ]);
  assertEquals(notes, [
    "mlp within 12 epochs: epoch 1, 10 is measured, 25 is left out",
    "mlp within 3 epochs: epoch 1 is measured, 10, 25 is left out",
    "vgg11 within 12 epochs: epoch 1, 10 is measured, 25 is left out",
    "vgg11 within 3 epochs: epoch 1 is measured, 10, 25 is left out",
  ]);
});

Deno.test("applyOverrides() selects descents by their words, SGD where a grid names none", () => {
  const arms: Grid = { ...onMnist, descent: [gdDescent, gdWithStructuredNoise, sgdDescent] };
  const { grids } = override({ descent: ["gd+structured-noise", "sgd"] }, [arms, onCifar]);
  assertEquals(grids, [{ ...arms, descent: [gdWithStructuredNoise, sgdDescent] }, onCifar]);
  assertEquals(override({ descent: ["gd"] }, [arms, onCifar]).arms, ["mlp mnist"]);
  assertEquals(
    assertThrows(() => override({ descent: ["GD+structured-nose"] }, [arms]), UserError).message,
    "Cannot use --descent as it must be one of gd, gd+structured-noise, sgd: GD+structured-nose: did you mean gd+structured-noise?",
  );
});

Deno.test("applyOverrides() keeps a batch of all training samples whole where their number changes, and says so", () => {
  const full: Grid = { ...onMnist, batchSize: [100, 1000] };
  const { grids, notes } = override({ trainSamples: [600, 500] }, [full, onCifar]);
  assertEquals(grids.map(({ trainSamples, batchSize }) => ({ trainSamples, batchSize })), [
    { trainSamples: 600, batchSize: [100, 600] },
    { trainSamples: 500, batchSize: [100, 500] },
    { trainSamples: [600, 500], batchSize: 100 },
  ]);
  assertEquals(notes, [
    "mlp: the batch of all 1000 training samples is one of 600",
    "mlp: the batch of all 1000 training samples is one of 500",
  ]);
  assertEquals(override({ trainSamples: [600], batchSize: [50] }, [full]).grids[0]!.batchSize, [50]);
});

Deno.test("applyOverrides() says of a value that is named twice that it counts once", () => {
  assertEquals(override({ learningRate: [0.1, 0.05, 0.1] }).notes, [
    "--learning-rate names a value more than once, which counts once: 0.1, 0.05, 0.1",
  ]);
});

Deno.test("applyOverrides() refuses to measure nothing", () => {
  assertThrows(
    () => override({ epochs: [5] }, [{ ...grid, measuredEpochs: [10, 25] }]),
    UserError,
    "Cannot measure epochs 10, 25 as they must lie within --epochs 5",
  );
});

Deno.test("applyOverrides() takes measured epochs as they are given", () => {
  assertEquals(override({ epochs: [3], measuredEpochs: [2, 3] }).grids[0]!.measuredEpochs, [2, 3]);
});
