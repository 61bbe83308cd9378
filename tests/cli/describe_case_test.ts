import { assert, assertEquals, assertFalse } from "@std/assert";
import { describeCases, matchesFilter } from "../../src/cli/describe_case.ts";
import { mlp } from "../../src/network/mlp.ts";
import type { Descent } from "../../src/spec/descent.ts";
import { gdDescent } from "../../src/spec/noise_arms.ts";
import { expandGrid } from "../../src/walk/expand.ts";
import { grid } from "./grid.ts";

Deno.test("describeCases() names network, data set, learning rate, seed and what else differs in the arm", () => {
  const cases = expandGrid([
    { ...grid, network: mlp(), learningRate: [0.1, 0.01], seeds: 1 },
    { ...grid, network: mlp({ input: [3, 32, 32] }), dataset: "cifar10", batchSize: [50, 100], seeds: 1 },
  ]);
  assertEquals(describeCases(cases), [
    "mlp mnist learning-rate=0.1 seed=0",
    "mlp mnist learning-rate=0.01 seed=0",
    "mlp cifar10 learning-rate=0.1 batch-size=50 seed=0",
    "mlp cifar10 learning-rate=0.1 batch-size=100 seed=0",
  ]);
});

Deno.test("describeCases() names descents where one is named, as a word, and steps only where they are limited", () => {
  const noisy: Descent = { name: "GD + noise, 0.1 as sd", gradient: "full batch" };
  const cases = expandGrid([{ ...grid, descent: [gdDescent, noisy], steps: 40, seeds: 1 }, { ...grid, seeds: 1 }]);
  assertEquals(describeCases(cases), [
    "mlp mnist descent=gd learning-rate=0.1 steps=40 seed=0",
    "mlp mnist descent=gd+noise-0.1-as-sd learning-rate=0.1 steps=40 seed=0",
    "mlp mnist descent=sgd learning-rate=0.1 seed=0",
  ]);
  assert(matchesFilter(describeCases(cases)[0]!, "descent=gd"));
  assertFalse(matchesFilter(describeCases(cases)[1]!, "descent=gd"));
});

Deno.test("matchesFilter() wants every word, and words with = as a whole", () => {
  const line = "mlp mnist learning-rate=0.01 seed=10";
  const matching = ["mlp", "mni", "seed=10", "mlp seed=10", " mlp  mnist "];
  const others = ["vgg11", "seed=1", "learning-rate=0.0", "mlp seed=2"];
  assertEquals(matching.filter((filter) => !matchesFilter(line, filter)), []);
  assertEquals(others.filter((filter) => matchesFilter(line, filter)), []);
});
