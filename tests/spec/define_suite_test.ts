import { assertStrictEquals, assertThrows } from "@std/assert";
import { mlp } from "../../src/network/mlp.ts";
import { claim } from "../../src/spec/define_claim.ts";
import { suite } from "../../src/spec/define_suite.ts";
import type { Grid, Suite } from "../../src/spec/suite.ts";
import { UserError } from "../../src/spec/user_error.ts";

const grid: Grid = {
  network: mlp({ hidden: [8] }),
  dataset: "mnist",
  trainSamples: 1000,
  evaluationSamples: 100,
  evaluationBatchSize: 100,
  validationSamples: 100,
  augmentation: "none",
  learningRate: [0.1, 0.01],
  momentum: 0,
  weightDecay: 0,
  batchSize: 100,
  epochs: 2,
  measuredEpochs: [1],
  measuredSteps: 10,
  points: 10,
  seeds: 2,
};

const learns = claim("X1", "It learns", { version: 1 })
  .estimate({ label: "accuracy", unit: "share", per: [], sql: "SELECT 1" }).above(0.5);

const sound: Suite = {
  name: "example",
  version: 1,
  question: "Does it learn?",
  reference: { paper: "none", authors: "none", identifier: "none", where: "nowhere" },
  measures: [],
  presets: { smoke: [grid], laptop: [grid], paper: [grid] },
  claims: [learns],
  published: [],
  paperSettings: [],
};

Deno.test("suite() gives a sound suite back", () => {
  assertStrictEquals(suite(sound), sound);
});

Deno.test("suite() refuses a suite that does not hold together, naming it", () => {
  const wrong: [Partial<Suite>, string][] = [
    [{ name: "My Suite" }, "Cannot declare suite My Suite as its name must be of"],
    [{ name: "index" }, 'that of another page: "index"'],
    [{ name: "compare" }, 'that of another page: "compare"'],
    [{ name: "a".repeat(240) }, "at most 100 letters: 240"],
    [{ version: 0 }, "Cannot declare suite example as its version must be a positive integer: 0"],
    [{ presets: { ...sound.presets, laptop: [] } }, "every preset must have a grid: laptop has none"],
    [{ presets: { ...sound.presets, smoke: [grid, { ...grid, seeds: 0 }] } }, "number of seeds: 0 in smoke"],
    [{ claims: [learns, learns] }, "its claims' ids must differ: X1 twice"],
    [{ paperSettings: [{ field: "trainingSamples", value: 1, source: "text" }] }, 'in words: "trainingSamples"'],
    [{ paperSettings: [{ field: "network", value: "mlp", source: "text" }] }, 'in words: "network"'],
    [{ paperSettings: [{ field: "evaluation", paper: "not known", source: "ours" }] }, 'in words: "evaluation"'],
  ];
  for (const [part, message] of wrong) assertThrows(() => suite({ ...sound, ...part }), UserError, message);
});

Deno.test("suite() takes settings of the paper that name a field, or say both sides in words", () => {
  suite({
    ...sound,
    paperSettings: [
      { field: "parameterCount", value: 573_060, source: "code" },
      { field: "seeds", value: 10, source: "text" },
      { field: "learningRate", paper: "not known", source: "ours" },
      { field: "evaluation", paper: "augmented", here: "not augmented", source: "code" },
    ],
  });
});
