import { assertEquals } from "@std/assert";
import { meanOf, measurement, rate, share } from "../../src/analysis/estimators.ts";
import { judge } from "../../src/analysis/judge.ts";
import { times } from "../../src/analysis/times.ts";
import { claim } from "../../src/spec/define_claim.ts";
import type { Database } from "../../src/store/database.ts";
import { addCase, type ExampleStep, exampleStore } from "./example_store.ts";

const per = ["network", "learning_rate", "epoch"];
const interior = claim("W1", "Most steps have a minimum inside", { version: 1 })
  .estimate(share("interior", { learningRates: "largest", per })).above(0.5);
const barriers = claim("W6", "SGD hardly crosses barriers", { version: 1 })
  .estimate(rate("barrier", { tolerance: 1e-6, learningRates: "largest", per })).below(0.01);
const small = claim("W14", "Nor does a small learning rate", { version: 1 })
  .estimate(rate("barrier", { tolerance: 1e-6, learningRates: "tenth", per })).below(0.01);

/** `inside` of ten steps have a minimum inside, none crosses a barrier. */
function tenSteps(inside: number, epoch = 1): ExampleStep[] {
  return Array.from({ length: 10 }, (_, step) => ({ epoch, interior: step < inside ? 1 : 0 }));
}

Deno.test("judge() judges each group by its seeds", async () => {
  using store = await exampleStore();
  for (const [seed, inside] of [9, 8, 9].entries()) {
    await addCase(store, "r", { network: "mlp", learningRate: 0.1, seed }, tenSteps(inside));
    await addCase(store, "r", { network: "vgg11", learningRate: 0.1, seed }, tenSteps(10 - inside));
  }
  const verdicts = await judge(store.query, "r", [interior]);
  assertEquals(verdicts.map(({ group, word }) => [group, word]), [
    [{ network: "mlp", learning_rate: 0.1, epoch: 1 }, "supported"],
    [{ network: "vgg11", learning_rate: 0.1, epoch: 1 }, "contradicted"],
  ]);
  const { claim, version, statement, estimator, unit, criterion, values, estimate, note } = verdicts[0]!;
  assertEquals({ claim, version, statement, estimator, unit, criterion, note }, {
    claim: "W1",
    version: 1,
    statement: "Most steps have a minimum inside",
    estimator: "share of steps with a minimum inside, at the largest learning rate",
    unit: "share",
    criterion: "95 % interval above 0.5",
    note: "",
  });
  assertEquals(values, [0.9, 0.8, 0.9].map((value, seed) => ({ seed, value, count: 10 })));
  assertEquals([estimate?.seeds, estimate?.observations, estimate?.method], [3, 30, "student t"]);
});

Deno.test("judge() leaves no barrier in too few steps undecided", async () => {
  using store = await exampleStore();
  for (const seed of [0, 1]) {
    await addCase(store, "r", { network: "mlp", learningRate: 0.1, seed }, tenSteps(5));
  }
  const [verdict] = await judge(store.query, "r", [barriers]);
  assertEquals([verdict?.word, verdict?.estimate?.method], ["undecided", "exact binomial bound"]);
  assertEquals(verdict?.note, "none in 20 observations: those of one run are correlated, so the bound is optimistic");
});

Deno.test("judge() never takes different settings together: its groups are split by whatever varies", async () => {
  using store = await exampleStore();
  const settings = ["mnist", "fashion-mnist"].flatMap((dataset) =>
    [100, 50].map((batchSize) => ({ dataset, batchSize, epochs: batchSize / 50 }))
  );
  for (const [index, setting] of settings.entries()) {
    for (const [seed, inside] of [8, 9, 8].entries()) {
      const steps = tenSteps(index === 0 ? 10 - inside : inside);
      await addCase(store, "r", { network: "mlp", learningRate: 0.1, seed, setting }, steps);
    }
  }
  const verdicts = await judge(store.query, "r", [interior]);
  const common = { network: "mlp", learning_rate: 0.1, epoch: 1 };
  assertEquals(verdicts.map(({ group, word, values }) => [group, word, values.length]), [
    [{ ...common, dataset: "fashion-mnist", batch_size: 50, epochs: 1 }, "supported", 3],
    [{ ...common, dataset: "fashion-mnist", batch_size: 100, epochs: 2 }, "supported", 3],
    [{ ...common, dataset: "mnist", batch_size: 50, epochs: 1 }, "supported", 3],
    [{ ...common, dataset: "mnist", batch_size: 100, epochs: 2 }, "contradicted", 3],
  ]);
});

Deno.test("judge() splits networks of the same name but different widths, and counts each one's own losses", async () => {
  using store = await exampleStore();
  for (const parameters of [1000, 200]) {
    for (const [seed, inside] of [8, 9, 8].entries()) {
      const status = parameters === 200 && seed === 0 ? "diverged" : "finished";
      const one = { network: "mlp", learningRate: 0.1, seed, parameters, status };
      await addCase(store, "r", one, status === "diverged" ? [] : tenSteps(inside));
    }
  }
  const verdicts = await judge(store.query, "r", [interior]);
  assertEquals(verdicts.map(({ group, note }) => [group.parameters, note]), [
    [200, "1 of 3 seeds diverged"],
    [1000, ""],
  ]);
});

Deno.test("judge() gives words that hold after Holm's correction over all verdicts", async () => {
  using store = await exampleStore();
  // Alone the first is supported: p = 0.039 for three steps in ten above a half, over three seeds.
  for (const [index, insides] of [[7, 8, 9], [6, 5, 4], [9, 10, 9]].entries()) {
    for (const [seed, inside] of insides.entries()) {
      await addCase(store, "r", { network: `net ${index}`, learningRate: 0.1, seed }, tenSteps(inside));
    }
  }
  const verdicts = await judge(store.query, "r", [interior]);
  assertEquals(verdicts.map(({ word }) => word), ["undecided", "undecided", "supported"]);
  assertEquals(verdicts[0]!.note.startsWith("supported by itself, but not after Holm's correction over 3"), true);
  // Three, two and one times their own, least first.
  const ratios = verdicts.map(({ pValue, adjustedPValue }) => adjustedPValue! / pValue!);
  assertEquals(ratios.map(Math.round), [2, 1, 3]);
});

Deno.test("judge() does not judge a group where a seed has several values", async () => {
  using store = await exampleStore();
  await addCase(store, "r", { network: "mlp", learningRate: 0.1, seed: 0 }, []);
  const sql = "SELECT seed, 1 AS value, 1 AS count FROM cases, range(2) WHERE run_id = $run";
  const twice = claim("X1", "It holds", { version: 1 }).estimate({ label: "twice", unit: "", per: [], sql }).above(0);
  const [verdict] = await judge(store.query, "r", [twice]);
  assertEquals([verdict?.word, verdict?.values], ["not testable", []]);
  assertEquals(verdict?.note, "a seed has several values, of settings that the claim takes for one");
});

Deno.test("judge() tells how many seeds diverged, and goes on with the others", async () => {
  using store = await exampleStore();
  for (const [seed, inside] of [9, 8, 9].entries()) {
    await addCase(store, "r", { network: "mlp", learningRate: 0.1, seed }, tenSteps(inside));
  }
  for (const seed of [3, 4]) {
    await addCase(store, "r", { network: "mlp", learningRate: 0.1, seed, status: "diverged" }, []);
  }
  const [verdict] = await judge(store.query, "r", [interior]);
  assertEquals([verdict?.word, verdict?.note, verdict?.estimate?.seeds], ["supported", "2 of 5 seeds diverged", 3]);
});

Deno.test("judge() takes no value from what a walk did before it diverged", async () => {
  using store = await exampleStore();
  for (const seed of [0, 1]) {
    const one = { network: "mlp", learningRate: 1e6, seed, measuredEpochs: [1, 2], status: "diverged" };
    const steps = tenSteps(0).slice(seed + 5);
    await addCase(store, "r", { ...one, firstBadStep: 5 - seed }, steps);
  }
  const verdicts = await judge(store.query, "r", [interior, barriers]);
  assertEquals(
    verdicts.map(({ group, word, note }) => [group.epoch, word, note]),
    [1, 2, 1, 2].map((epoch) => [epoch, "not testable", "2 of 2 seeds diverged"]),
  );
});

Deno.test("judge() finds a group not testable with fewer than two seeds, also one that has no row at all", async () => {
  using store = await exampleStore();
  const measuredEpochs = [1, 10];
  await addCase(store, "r", { network: "mlp", learningRate: 0.1, seed: 0, measuredEpochs }, [
    ...tenSteps(9, 1),
    ...tenSteps(9, 10),
  ]);
  for (const seed of [0, 1]) {
    const status = seed === 0 ? "diverged" : "failed";
    await addCase(store, "r", { network: "vgg11", learningRate: 0.1, seed, measuredEpochs, status }, []);
  }
  const verdicts = await judge(store.query, "r", [interior]);
  const lost = "1 of 2 seeds diverged, 1 of 2 seeds failed";
  assertEquals(verdicts.map(({ group, word, note }) => [group.network, group.epoch, word, note]), [
    ["mlp", 1, "not testable", "an interval needs two seeds"],
    ["mlp", 10, "not testable", "an interval needs two seeds"],
    ["vgg11", 1, "not testable", lost],
    ["vgg11", 10, "not testable", lost],
  ]);
  assertEquals(verdicts.map(({ estimate }) => estimate), Array(4).fill(undefined));
  assertEquals(verdicts.map(({ values }) => values.length), [1, 1, 0, 0]);
});

Deno.test("judge() finds a claim not testable for which the run has no case", async () => {
  using store = await exampleStore();
  for (const seed of [0, 1]) await addCase(store, "r", { network: "mlp", learningRate: 0.1, seed }, tenSteps(9));
  const [verdict] = await judge(store.query, "r", [small]);
  assertEquals([verdict?.word, verdict?.group, verdict?.note], ["not testable", {}, "the run has no case for it"]);
});

Deno.test("judge() counts values that are not finite as missing", async () => {
  using store = await exampleStore();
  for (const [seed, loss] of [1, 1, NaN].entries()) {
    const steps = tenSteps(8 + seed).map((step) => ({ ...step, loss }));
    await addCase(store, "r", { network: "mlp", learningRate: 0.1, seed }, steps);
  }
  const [verdict] = await judge(store.query, "r", [interior]);
  assertEquals([verdict?.values.length, verdict?.note], [2, "1 of 3 seeds without a finite value"]);
});

Deno.test("judge() cuts the interval of a share at 0 and 1", async () => {
  using store = await exampleStore();
  for (const [seed, inside] of [10, 2].entries()) {
    await addCase(store, "r", { network: "mlp", learningRate: 0.1, seed }, tenSteps(inside));
  }
  const [verdict] = await judge(store.query, "r", [interior]);
  // Student's t at one degree of freedom reaches 5 to either side of 0.6.
  assertEquals([verdict?.estimate?.lower, verdict?.estimate?.upper, verdict?.word], [0, 1, "undecided"]);
});

const sharpness = times(measurement("sharpness", { unit: "", per: ["network", "learning_rate"] }), {
  label: "eta lambda_max",
  sql: "learning_rate",
});
const bounces = claim("W2", "It bounces", { version: 1 })
  .estimate(meanOf("cosine", { unit: "", per: ["network", "learning_rate"], from: "steps" }))
  .where(sharpness, { above: 1 }).below(-0.3);

/** A case with a cosine in one step and, unless it is NaN, a sharpness. */
async function addBounce(
  store: Database,
  { learningRate, seed, lambda, cosine, status = "finished" }: {
    readonly learningRate: number;
    readonly seed: number;
    readonly lambda: number;
    readonly cosine: number;
    readonly status?: string;
  },
): Promise<void> {
  const measurements = Number.isNaN(lambda) ? [] : [{ name: "sharpness", value: lambda }];
  await addCase(store, "r", { network: "mlp", learningRate, seed, status }, [{ cosine }], measurements);
}

Deno.test("judge() judges the groups in a claim's regime, and says of the others why not", async () => {
  using store = await exampleStore();
  for (const [seed, cosine] of [-0.7, -0.8, -0.75].entries()) {
    await addBounce(store, { learningRate: 0.1, seed, lambda: 5, cosine });
    await addBounce(store, { learningRate: 0.5, seed, lambda: 2, cosine });
    // Above by its mean over seeds, as of what is not finite there is no value.
    await addBounce(store, { learningRate: 1, seed, lambda: [0.5, 2, Infinity][seed]!, cosine });
    await addBounce(store, { learningRate: 2, seed, lambda: NaN, cosine });
  }
  const verdicts = await judge(store.query, "r", [bounces]);
  const label = "eta lambda_max";
  assertEquals(verdicts.map(({ group, word, regime, note }) => [group.learning_rate, word, regime, note]), [
    [0.1, "not testable", { label, value: 0.5 }, "eta lambda_max is 0.5: the claim is about those above 1"],
    [0.5, "not testable", { label, value: 1 }, "eta lambda_max is 1: the claim is about those above 1"],
    [1, "supported", { label, value: 1.25 }, ""],
    [2, "not testable", undefined, "eta lambda_max is not known, and the claim is about those above 1"],
  ]);
  assertEquals(verdicts[0]!.criterion, "95 % interval below -0.3, where eta lambda_max is above 1");
  // Only what was judged is in Holm's family.
  assertEquals(verdicts.map(({ estimate }) => estimate === undefined), [true, true, false, true]);
  assertEquals(verdicts.map(({ pValue }) => pValue === undefined), [true, true, false, true]);
  assertEquals(verdicts[2]!.adjustedPValue, verdicts[2]!.pValue);
  assertEquals(verdicts[0]!.values.length, 3);
});

Deno.test("judge() takes no value of what decides a regime from a walk that diverged, and tells both", async () => {
  using store = await exampleStore();
  for (const seed of [0, 1, 2]) {
    await addBounce(store, { learningRate: 1, seed, lambda: 2, cosine: -0.9, status: "diverged" });
  }
  const [verdict] = await judge(store.query, "r", [bounces]);
  assertEquals(verdict?.word, "not testable");
  assertEquals(
    verdict?.note,
    "eta lambda_max is not known, and the claim is about those above 1; 3 of 3 seeds diverged",
  );
});

Deno.test("judge() places groups in the regime as they are split by what varies", async () => {
  using store = await exampleStore();
  for (const momentum of [0, 0.9]) {
    for (const seed of [0, 1, 2]) {
      const one = { network: "mlp", learningRate: 1, seed, setting: { momentum } };
      await addCase(store, "r", one, [{ cosine: -0.9 + seed / 100 }], [{ name: "sharpness", value: 2 - 2 * momentum }]);
    }
  }
  const verdicts = await judge(store.query, "r", [bounces]);
  assertEquals(verdicts.map(({ group, word }) => [group.momentum, word]), [[0, "supported"], [0.9, "not testable"]]);
});

Deno.test("judge() splits arms by the name of what their steps follow", async () => {
  using store = await exampleStore();
  for (const descent of [{ name: "SGD", gradient: "mini-batch" }, { name: "GD", gradient: "full batch" }]) {
    for (const [seed, inside] of [9, 8, 9].entries()) {
      await addCase(store, "r", { network: "mlp", learningRate: 0.1, seed, setting: { descent } }, tenSteps(inside));
    }
  }
  const verdicts = await judge(store.query, "r", [interior]);
  assertEquals(verdicts.map(({ group }) => group.descent), ["GD", "SGD"]);
});
