import { assertEquals } from "@std/assert";
import { meanOf, measurement, rate, share } from "../../src/analysis/estimators.ts";
import { judge } from "../../src/analysis/judge.ts";
import { difference } from "../../src/analysis/pairs.ts";
import { times } from "../../src/analysis/times.ts";
import type { Claim } from "../../src/spec/claim.ts";
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
    statement: "Most steps have a minimum inside, on the loss of 2,000 samples drawn for each seed",
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
  assertEquals([verdict?.word, verdict?.estimate?.method], ["undecided", "beta-binomial over seeds"]);
  assertEquals(
    verdict?.note,
    "none in 20 steps of 2 seeds; at most 84 % of seeds have any; " +
      "the bound assumes bursts of 3 steps and a correlation of 0.02 within a seed",
  );
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

Deno.test("judge() gives words that hold after Holm's correction over the claim's groups", async () => {
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
    await addBounce(store, { learningRate: 0.5, seed, lambda: 1.5, cosine });
    await addBounce(store, { learningRate: 1, seed, lambda: [1.5, 2, 1.6][seed]!, cosine });
    // Above by its mean over seeds, but not by the interval; of what is not finite there is no value.
    await addBounce(store, { learningRate: 1.5, seed, lambda: [0.5, 2, Infinity][seed]!, cosine });
    await addBounce(store, { learningRate: 2, seed, lambda: NaN, cosine });
    await addBounce(store, { learningRate: 3, seed, lambda: [2, NaN, NaN][seed]!, cosine });
  }
  const verdicts = await judge(store.query, "r", [bounces]);
  const label = "eta lambda_max";
  assertEquals(verdicts.map(({ group, word, regime, note }) => [group.learning_rate, word, regime, note]), [
    [0.1, "not testable", { label, value: 0.5 }, "eta lambda_max is 0.5 [0.5, 0.5]: the claim is about those above 1"],
    [
      0.5,
      "not testable",
      { label, value: 0.95 },
      "eta lambda_max is 0.95 [0.95, 0.95]: the claim is about those above 1",
    ],
    [1, "supported", { label, value: 1.7 }, ""],
    [
      1.5,
      "undecided",
      { label, value: 1.875 },
      "eta lambda_max is 1.88 [-12.4, 16.2], which does not say whether it lies above 1: the claim is about those",
    ],
    [2, "not testable", undefined, "eta lambda_max is not known, and the claim is about those above 1"],
    [3, "not testable", { label, value: 6 }, "eta lambda_max is not known, and the claim is about those above 1"],
  ]);
  assertEquals(verdicts[0]!.criterion, "95 % interval below -0.3, where the interval of eta lambda_max lies above 1");
  // Where the regime is open the estimate is shown, but only what was tested is in Holm's family.
  assertEquals(verdicts.map(({ estimate }) => estimate !== undefined), [false, false, true, true, false, false]);
  assertEquals(verdicts.map(({ pValue }) => pValue !== undefined), [false, false, true, false, false, false]);
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

const bowled = claim("W1", "Most steps have a minimum inside, more than in a bowl", { version: 2 })
  .estimate(difference(share("interior", { per }), share("bowl_interior", { per }), { across: [] }))
  .also(share("interior", { per }), { above: 0.5 }).above(0);

/** A seed at which `inside` of ten steps have a minimum inside, and `bowl` of ten would have one in a bowl. */
async function addBowled(store: Database, network: string, seed: number, inside: number, bowl: number): Promise<void> {
  const steps = tenSteps(inside).map((step, index) => ({ ...step, bowlInterior: Number(index < bowl) }));
  await addCase(store, "r", { network, learningRate: 0.1, seed }, steps);
}

Deno.test("judge() supports a claim with a second criterion where both hold, and contradicts it where either is contradicted", async () => {
  using store = await exampleStore();
  const seeds: Record<string, readonly (readonly [inside: number, bowl: number])[]> = {
    both: [[9, 3], [8, 3], [9, 4], [9, 3]],
    "less than half": [[2, 0], [3, 0], [2, 0], [2, 0]],
    "as in the bowl": [[9, 9], [8, 9], [9, 8], [9, 9]],
    "less than in the bowl": [[6, 9], [7, 9], [7, 10], [6, 9]],
    "about half": [[5, 0], [6, 0], [4, 0], [6, 1]],
  };
  for (const [network, values] of Object.entries(seeds)) {
    for (const [seed, [inside, bowl]] of values.entries()) await addBowled(store, network, seed, inside, bowl);
  }
  const verdicts = await judge(store.query, "r", [bowled]);
  assertEquals(Object.fromEntries(verdicts.map(({ group, word }) => [group.network, word])), {
    both: "supported",
    "less than half": "contradicted",
    "as in the bowl": "undecided",
    "less than in the bowl": "contradicted",
    "about half": "undecided",
  });
  const of = (network: string) => verdicts.find(({ group }) => group.network === network)!;
  assertEquals(
    of("both").criterion,
    "95 % interval above 0, and 95 % interval above 0.5 for the share of steps with a minimum inside",
  );
  assertEquals(of("both").note, "share of steps with a minimum inside: 88 % [80 %, 95 %], supported");
  assertEquals(of("less than half").note, "share of steps with a minimum inside: 22 % [15 %, 30 %], contradicted");
  // What must both hold has the greater p-value, here that of the share; what either may do is looked at twice.
  const alone = (claim: Claim, network: string) =>
    judge(store.query, "r", [claim]).then((all) => all.find(({ group }) => group.network === network)!.pValue!);
  const [first, second] = [{ ...bowled, also: undefined } as unknown as Claim, interiorEverywhere];
  assertEquals(of("both").pValue, Math.max(await alone(first, "both"), await alone(second, "both")));
  assertEquals(of("less than half").pValue, 2 * await alone(second, "less than half"));
});

const interiorEverywhere = claim("X2", "Most steps have a minimum inside", { version: 1 })
  .estimate(share("interior", { per })).above(0.5);

Deno.test("judge() withholds a contradiction by one of two criteria that two looks would give by chance, and says so", async () => {
  using store = await exampleStore();
  // By itself p = 0.047: the share lies below a half by 2.5 standard errors of seven seeds.
  for (const [seed, inside] of [4, 5, 3, 5, 4, 4, 5].entries()) await addBowled(store, "mlp", seed, inside, 1);
  const [alone] = await judge(store.query, "r", [interiorEverywhere]);
  assertEquals([alone?.word, alone!.pValue! < 0.05 && alone!.pValue! > 0.025], ["contradicted", true]);
  const [verdict] = await judge(store.query, "r", [bowled]);
  assertEquals(verdict?.word, "undecided");
  assertEquals(
    verdict?.note,
    `share of steps with a minimum inside: 43 % [36 %, 50 %], contradicted; ` +
      `contradicted by one of two criteria, but not after two looks: p = 0.093`,
  );
});

Deno.test("judge() finds a claim not testable whose second criterion has fewer than two seeds, or several values of one", async () => {
  using store = await exampleStore();
  for (const seed of [0, 1, 2]) await addBowled(store, "mlp", seed, 8 + seed % 2, 3);
  const none = claim("X1", "It holds", { version: 1 }).estimate(share("interior", { per }));
  const [lacking] = await judge(store.query, "r", [
    none.also(share("batch_interior", { per }), { above: 0.5 }).above(0.5),
  ]);
  assertEquals([lacking?.word, lacking?.note], ["not testable", "nothing was measured"]);
  const { sql } = share("interior", { per });
  const twice = { ...share("interior", { per }), sql: `(${sql}) UNION ALL (${sql})` };
  const [several] = await judge(store.query, "r", [none.also(twice, { above: 0.5 }).above(0.5)]);
  assertEquals(several?.word, "not testable");
});

Deno.test("judge() corrects the primary groups of a claim alone, and gives the others a word that says it is exploratory", async () => {
  using store = await exampleStore();
  for (const [seed, inside] of [9, 8, 9, 8].entries()) {
    const steps = [1, 2, 10].flatMap((epoch) => tenSteps(epoch === 10 ? [7, 8, 9, 7][seed]! : inside, epoch));
    await addCase(store, "r", { network: "mlp", learningRate: 0.1, seed, measuredEpochs: [1, 2, 10] }, steps);
  }
  const draft = claim("W1", "Most steps have a minimum inside", { version: 2 }).estimate(share("interior", { per }));
  const judgeAs = async (claim: Claim) => {
    const verdicts = await judge(store.query, "r", [claim]);
    return verdicts.map(({ group, word, exploratory, pValue, adjustedPValue }) => {
      const times = adjustedPValue === undefined ? undefined : Math.round(adjustedPValue / pValue!);
      return [group.epoch, word, exploratory, times];
    });
  };
  assertEquals(await judgeAs(draft.primary({ epoch: [1, 10, 25] }).above(0.5)), [
    [1, "supported", undefined, 2],
    [2, "supported", true, undefined],
    [10, "supported", undefined, 1],
  ]);
  assertEquals((await judgeAs(draft.above(0.5))).map(([, , exploratory, times]) => [exploratory, times]), [
    [undefined, 3],
    [undefined, 3],
    [undefined, 1],
  ]);
  // A column that the groups do not have leaves them primary.
  assertEquals((await judgeAs(draft.primary({ momentum: 0.9, epoch: 2 }).above(0.5))).map(([, , found]) => found), [
    true,
    undefined,
    true,
  ]);
});

Deno.test("judge() says on how many samples the loss is, network by network where they differ, and nothing of other numbers", async () => {
  using store = await exampleStore();
  for (const [network, evaluationSamples] of [["mlp", 2_000], ["vgg11", 1_000]] as const) {
    for (const seed of [0, 1]) {
      const one = { network, learningRate: 0.1, seed, setting: { evaluationSamples } };
      await addCase(store, "r", one, tenSteps(9).map((step) => ({ ...step, batchInterior: 1 })));
    }
  }
  const statements = async (claim: Claim) =>
    new Set((await judge(store.query, "r", [claim])).map(({ statement }) => statement));
  assertEquals(
    await statements(interior),
    new Set([
      "Most steps have a minimum inside, on the loss of 2,000 samples (mlp) and 1,000 samples (vgg11) drawn for each seed",
    ]),
  );
  const overshoots = claim("W1b", "It bounces", { version: 1 }).estimate(share("batch_interior", { per })).above(0.5);
  assertEquals(await statements(overshoots), new Set(["It bounces"]));
});
