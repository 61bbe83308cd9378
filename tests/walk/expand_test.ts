import { assertEquals, assertThrows } from "@std/assert";
import { mlp } from "../../src/network/mlp.ts";
import { UserError } from "../../src/spec/user_error.ts";
import { expandGrid } from "../../src/walk/expand.ts";
import { soundCase, soundGrid } from "./grid.ts";

Deno.test("expandGrid() gives one case for one point and one seed", () => {
  assertEquals(expandGrid([soundGrid]), [soundCase]);
});

Deno.test("expandGrid() crosses the axes, for seeds from 0, the seeds varying slowest", () => {
  const cases = expandGrid([{ ...soundGrid, learningRate: [0.1, 0.05, 0.01], batchSize: [100, 50], seeds: 2 }]);
  assertEquals(cases.map(({ seed, learningRate, batchSize }) => [seed, learningRate, batchSize]), [
    ...[0, 1].flatMap((seed) => [0.1, 0.05, 0.01].flatMap((rate) => [100, 50].map((batch) => [seed, rate, batch]))),
  ]);
});

Deno.test("expandGrid() takes measuredEpochs as one value, not as an axis", () => {
  assertEquals(expandGrid([{ ...soundGrid, measuredEpochs: [1, 2, 3] }]).map(({ measuredEpochs }) => measuredEpochs), [
    [1, 2, 3],
  ]);
});

Deno.test("expandGrid() crosses networks, and grids follow each other within a seed", () => {
  const wide = mlp({ hidden: [16] });
  const cases = expandGrid([{ ...soundGrid, network: [soundGrid.network, wide].flat(), seeds: 2 }, {
    ...soundGrid,
    dataset: "fashion-mnist",
  }]);
  const names = cases.map(({ network, dataset, seed }) => `${seed} ${dataset} ${JSON.stringify(network.layers[1])}`);
  const [narrow, broad] = [8, 16].map((outputs) => JSON.stringify({ kind: "dense", outputs }));
  assertEquals(names, [
    `0 mnist ${narrow}`,
    `0 mnist ${broad}`,
    `0 fashion-mnist ${narrow}`,
    `1 mnist ${narrow}`,
    `1 mnist ${broad}`,
  ]);
});

Deno.test("expandGrid() names a case once, however its grid was written", () => {
  const { points, ...others } = soundGrid;
  assertEquals(expandGrid([{ ...soundGrid, learningRate: [0.1, 0.1] }, { points, ...others }]), [soundCase]);
});

Deno.test("expandGrid() refuses an axis without values and seeds that are no count", () => {
  assertThrows(() => expandGrid([{ ...soundGrid, learningRate: [] }]), UserError, "learningRate must have a value");
  for (const seeds of [0, -1, 1.5, NaN, Infinity]) {
    assertThrows(() => expandGrid([{ ...soundGrid, seeds }]), UserError, `positive integer: ${seeds}`);
  }
});
