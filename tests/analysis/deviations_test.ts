import { assertEquals } from "@std/assert";
import { findDeviations } from "../../src/analysis/deviations.ts";
import { mlp } from "../../src/network/mlp.ts";
import { vgg11 } from "../../src/network/vgg11.ts";
import type { Case } from "../../src/spec/case.ts";
import type { PaperSetting } from "../../src/spec/suite.ts";

const one: Case = {
  network: mlp(),
  dataset: "mnist",
  trainSamples: 6000,
  evaluationSamples: 1000,
  evaluationBatchSize: 100,
  validationSamples: 1000,
  augmentation: "none",
  learningRate: 0.1,
  momentum: 0,
  weightDecay: 1e-4,
  batchSize: 100,
  epochs: 25,
  measuredEpochs: [1, 10, 25],
  measuredSteps: 60,
  points: 10,
  seed: 0,
};

function found(settings: PaperSetting[], cases: readonly Case[]): string[] {
  return findDeviations({ paperSettings: settings }, cases)
    .map(({ network, field, paper, here }) => `${network}: ${field} ${paper} -> ${here}`);
}

Deno.test("findDeviations() lists a differing field once a network, whatever the number of cases", () => {
  const vgg = { ...one, network: vgg11({ width: 1 / 8 }), dataset: "cifar10" } as const;
  const cases = [0, 1, 2].flatMap((seed) => [{ ...one, seed }, { ...vgg, seed }]);
  assertEquals(found([{ field: "trainSamples", value: 45_000, source: "code" }], cases), [
    "mlp: trainSamples 45000 -> 6000",
    "vgg11: trainSamples 45000 -> 6000",
  ]);
});

Deno.test("findDeviations() is silent where nothing differs, or where the setting is another network's", () => {
  const settings: PaperSetting[] = [
    { field: "batchSize", value: 100, source: "text" },
    { network: "mlp", field: "parameterCount", value: 573_060, source: "code" },
    { network: "vgg11", field: "epochs", value: 100, source: "text" },
  ];
  assertEquals(found(settings, [one]), []);
});

Deno.test("findDeviations() sees a narrower network by its parameter count", () => {
  const narrow = { ...one, network: mlp({ hidden: [32] }) };
  const setting = { network: "mlp", field: "parameterCount", value: 573_060, source: "code" } as const;
  assertEquals(found([setting], [narrow]), [`mlp: parameterCount 573060 -> ${784 * 32 + 32 + 64 + 32 * 10 + 10}`]);
});

Deno.test("findDeviations() compares all values of an axis, in any order", () => {
  const cases = [0.1, 0.01].map((learningRate) => ({ ...one, learningRate }));
  const setting = (value: number[]): PaperSetting => ({ field: "learningRate", value, source: "text" });
  assertEquals(found([setting([0.01, 0.1])], cases), []);
  assertEquals(found([setting([0.1, 0.05])], cases), ["mlp: learningRate 0.05, 0.1 -> 0.01, 0.1"]);
  const epochs: PaperSetting = { field: "measuredEpochs", value: [1, 10, 25, 100], source: "text" };
  assertEquals(found([epochs], [one]), ["mlp: measuredEpochs 1, 10, 25, 100 -> 1, 10, 25"]);
});

Deno.test("findDeviations() counts seeds", () => {
  const cases = [0, 1, 2].map((seed) => ({ ...one, seed }));
  assertEquals(found([{ field: "seeds", value: 10, source: "text" }], cases), ["mlp: seeds 10 -> 3"]);
});

Deno.test("findDeviations() always lists what is said in words, with the run's values where it has none for them", () => {
  const settings: PaperSetting[] = [
    {
      field: "evaluation",
      paper: "augmented anew at each point",
      here: "the same samples at every point",
      source: "code",
    },
    { network: "mlp", field: "learningRate", paper: "not known", source: "ours" },
    { network: "vgg11", field: "learningRate", paper: "not known", source: "ours" },
  ];
  assertEquals(found(settings, [one]), [
    "mlp: evaluation augmented anew at each point -> the same samples at every point",
    "mlp: learningRate not known -> 0.1",
  ]);
});

Deno.test("findDeviations() lists that cases are certified, once a network", () => {
  const cases = [{ ...one, certify: true }, { ...one, certify: true, seed: 1 }, { ...one, network: vgg11() }];
  assertEquals(found([], cases), [
    "mlp: certify every point of a segment on all evaluation samples -> " +
    "inner points on a part of them, where that shows that there is no barrier",
  ]);
});
