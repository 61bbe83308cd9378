import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { compareRuns, type RunComparison } from "../../../src/analysis/compare/compare_runs.ts";
import { hasChanged, tallyComparison } from "../../../src/analysis/compare/tally.ts";
import { claim } from "../../../src/spec/define_claim.ts";
import { somePlan } from "../../store/fixtures.ts";
import { madeRun, madeVerdict } from "./made_run.ts";
import { someClaim, type StoredRun, storedRuns } from "./stored_run.ts";

async function compared(a: Partial<StoredRun>, b: Partial<StoredRun>): Promise<RunComparison> {
  const [first, second] = await storedRuns({ id: "a", ...a }, { id: "b", ...b });
  return compareRuns(first!, second!);
}

function named(comparison: RunComparison, answer: string): string[] {
  return [...new Set(comparison.quantities.filter((one) => one.answer === answer).map(({ name }) => name))].sort();
}

Deno.test("compareRuns() finds two runs of the same rows identical, walk by walk and quantity by quantity", async () => {
  const same = await compared({ learningRates: [0.1, 0.01] }, { learningRates: [0.1, 0.01] });
  const { answers, ...others } = tallyComparison(same);
  assertEquals(others, { words: 0, flips: 0, endings: 0, sameWalks: 10, walks: 10 });
  assertEquals({ ...answers, identical: 0 }, {
    identical: 0,
    "beyond noise": 0,
    "within noise": 0,
    "not comparable": 0,
    "same to rounding": 0,
  });
  // Two rates and two epochs of 5 step columns, without the loss that the epochs have, 4 epoch columns, a measurement and the claim.
  assertEquals(answers.identical, 2 * 2 * 11);
  assert(!hasChanged(same, { exact: true }));
});

/** A run held against others, each of which differs from it in what is given. */
async function comparedAll(a: Partial<StoredRun>, others: readonly Partial<StoredRun>[]): Promise<RunComparison[]> {
  const [first, ...rest] = await storedRuns(
    { id: "a", ...a },
    ...others.map((b, index) => ({ id: `b${index}`, ...b })),
  );
  return rest.map((second) => compareRuns(first!, second));
}

Deno.test("compareRuns() takes measurements that agree to a millionth for the same to rounding, and a tenth more for a change", async () => {
  const [rounded, changed] = await comparedAll(
    {},
    [0.9e-6, 1.1e-6].map((share) => ({
      // A height is a difference of losses: its rounding is theirs.
      measure: (values) => ({ ...values, lossFrom: values.lossFrom! * (1 + share), height: values.height! + share }),
    })),
  );
  assertEquals(named(rounded!, "same to rounding"), ["height", "loss_from"]);
  assert(!hasChanged(rounded!, { exact: false }));
  assert(hasChanged(rounded!, { exact: true }));
  assertEquals(named(changed!, "beyond noise"), ["height", "loss_from"]);
});

Deno.test("compareRuns() takes an iterated number that agrees within its residual for the same to rounding", async () => {
  const residual = 1e-3;
  const compared = await comparedAll({ sharpness: { value: 2 } }, [
    { sharpness: { value: 2.001, residual } },
    { sharpness: { value: 2.003, residual } },
    { sharpness: { value: 2.001 } },
  ]);
  const answersOf = ({ quantities }: RunComparison) =>
    new Set(quantities.filter(({ name }) => name === "sharpness").map(({ answer }) => answer));
  assertEquals(
    compared.map(answersOf),
    ["same to rounding", "beyond noise", "beyond noise"].map((one) => new Set([one])),
  );
});

Deno.test("compareRuns() sees two flags of a walk that changed alike, and two values that were exchanged", async () => {
  const changed = await compared(
    { measure: (values, step) => ({ ...values, interior: 1, height: step }) },
    { measure: (values, step) => ({ ...values, interior: Number(step > 1), height: step > 1 ? step : 1 - step }) },
  );
  // The mean height is what it was.
  assertEquals(named(changed, "beyond noise"), ["W1", "height", "interior"]);
  const { pairs: [pair] } = changed.quantities.find(({ name }) => name === "interior")!;
  assertEquals(pair, { seed: 0, a: 1, b: 0.8 });
});

Deno.test("compareRuns() takes counts that flip for rounding only where the numbers they count agree to rounding", async () => {
  const [rounded, ...changed] = await comparedAll(
    {},
    [1e-7, 0, 1e-5].map((share) => ({
      measure: (values) => ({ ...values, lossFrom: values.lossFrom! * (1 + share), interior: 1 - values.interior! }),
    })),
  );
  assertEquals(named(rounded!, "same to rounding"), ["W1", "interior", "loss_from"]);
  assertEquals(tallyComparison(rounded!).flips, 2);
  assert(!hasChanged(rounded!, { exact: false }));
  // No number that it rests on moved, or one by more than rounding: then the measuring changed.
  assertEquals(changed.map((one) => named(one, "beyond noise")), [["W1", "interior"], ["W1", "interior", "loss_from"]]);
});

Deno.test("compareRuns() finds the one number that a measure changed, beyond noise where theta is identical, and no other", async () => {
  const planted = await compared({}, { measure: (values) => ({ ...values, height: values.height! * 1.001 }) });
  assertEquals(named(planted, "beyond noise"), ["height"]);
  assertEquals(named(planted, "within noise"), []);
  const height = planted.quantities.find(({ name }) => name === "height")!;
  assertStringIncludes(height.note, "the measuring changed");
  assertEquals(height.pairs.length, 5);
  const expected = height.pairs.reduce((sum, { a }) => sum + 0.001 * a / 5, 0);
  assert(Math.abs(height.effect!.mean - expected) < 1e-12, `${height.effect!.mean}`); // means of ten numbers of about 0.1
  assert(hasChanged(planted, { exact: false }));
  assertEquals(tallyComparison(planted).sameWalks, 5);
});

Deno.test("compareRuns() puts walks that only round otherwise within the seeds' noise", async () => {
  const moved = await compared({}, { noise: "other" });
  assertEquals(named(moved, "beyond noise"), []);
  assert(moved.quantities.every(({ answer, pValue }) => answer === "identical" || pValue !== undefined));
  assertEquals(moved.walks.map(({ partsAtEpoch }) => partsAtEpoch), [1, 1, 1, 1, 1]);
  assert(!hasChanged(moved, { exact: false }));
  assert(hasChanged(moved, { exact: true }));
});

Deno.test("compareRuns() finds a shift beyond the noise of walks that round otherwise", async () => {
  const shifted = await compared({}, {
    noise: "other",
    measure: (values) => ({ ...values, height: values.height! + 1 }),
  });
  assertEquals(named(shifted, "beyond noise"), ["height"]);
  const { effect, adjustedPValue, effectInDeviations } = shifted.quantities.find(({ name }) => name === "height")!;
  assert(effect!.lower > 0.9 && effect!.upper < 1.1 && adjustedPValue! < 0.05 && effectInDeviations! > 10);
});

Deno.test("compareRuns() tells a verdict that changed, and holds no word against another criterion's", async () => {
  const never = (values: Partial<Record<string, number>>) => ({ ...values, interior: 0 });
  const { words } = await compared({}, { measure: never });
  assertEquals(words.map(({ claim, b, group, move, why }) => [claim, b, group.epoch, move, why]), [
    ["W1", "contradicted", 1, "changed", "beyond noise"],
    ["W1", "contradicted", 3, "changed", "beyond noise"],
  ]);
  const other = claim("W1", someClaim.statement, { version: 2 }).estimate(someClaim.estimator).below(0.5);
  const criterion = await compared({}, { claims: [other] });
  assertEquals(criterion.words.map(({ note }) => note), ["criterion version 1 and 2", "criterion version 1 and 2"]);
  assertEquals(tallyComparison(criterion).words, 0);
  const version = await compared({}, { measure: never, plan: { suiteVersion: 3 } });
  assertEquals(version.words.map(({ note }) => note), ["suite version 2 and 3", "suite version 2 and 3"]);
  assertEquals(tallyComparison(version).words, 0);
});

Deno.test("compareWords() takes a word for changed where noise cannot have done it, and else for flipped", () => {
  const [low, high] = [[0.1, 0.3, 0.2], [0.2, 0.5, 0.3]];
  const compare = (
    a: readonly number[],
    b: readonly number[],
    { limit = 0, rows = "other", engine = "onnx:cpu" } = {},
  ) => {
    const common = { quantities: [], seeds: 3, theta: "" };
    const first = madeRun({ ...common, rows: "same", verdicts: [madeVerdict("W1", a, { limit: 0.1 })] });
    const second = madeRun({
      ...common,
      rows,
      verdicts: [{ ...madeVerdict("W1", b, { limit }), criterion: "above 0.1" }],
    });
    const run = { ...second.run, engine: { ...second.run.engine, name: engine } } as typeof second.run;
    const comparison = compareRuns({ ...first, cases: first.cases.map((one) => ({ ...one, digests: new Map() })) }, {
      ...second,
      run,
    });
    const { words: [word] } = comparison;
    return [word!.a, word!.b, word!.move, word!.why, hasChanged(comparison, { exact: false })];
  };
  assertEquals(compare(low, high, { limit: 0.1 }), ["undecided", "undecided", "same", "", false]);
  assertEquals(compare(low, high, { limit: -1 }), ["undecided", "supported", "flipped", "within noise", false]);
  assertEquals(compare(low, low, { limit: -1 }), ["undecided", "supported", "flipped", "identical", false]);
  // Of the same rows another word comes from the judging alone.
  assertEquals(compare(low, low, { limit: -1, rows: "same" }), [
    "undecided",
    "supported",
    "changed",
    "all rows are the same: the judging changed",
    true,
  ]);
  assertEquals(compare(low, low.map((one) => one + 9)), ["undecided", "supported", "changed", "beyond noise", true]);
  assertEquals(compare(low.map((one) => one + 9), []), [
    "supported",
    "undecided",
    "changed",
    "only A has a value",
    true,
  ]);
  assertEquals(compare(low, low.map((one) => one + 9), { engine: "tfjs:cpu" }), [
    "undecided",
    "supported",
    "flipped",
    "not comparable: engine onnx:cpu and tfjs:cpu",
    false,
  ]);
});

Deno.test("compareRuns() does not hold what moved against what was measured in other circumstances, unless asked to", async () => {
  const engine = { name: "tfjs:cpu", library: "tfjs", version: "4", device: "cpu", threads: 2 } as const;
  const [a, b] = await storedRuns({ id: "a" }, { id: "b", noise: "other", plan: { engine } });
  const refused = compareRuns(a!, b!);
  assertEquals(named(refused, "within noise"), []);
  const { note, effect, pValue } = refused.quantities[0]!;
  assertEquals({ note, pValue }, {
    note: "engine onnx:cpu and tfjs:cpu; threads 1 a walk and 2 a walk",
    pValue: undefined,
  });
  assert(effect !== undefined);
  assertEquals(named(compareRuns(a!, b!, { across: ["engine", "threads"] }), "not comparable"), []);
  // What is identical all the same is identical.
  const [c, d] = await storedRuns({ id: "a" }, { id: "b", plan: { engine } });
  assertEquals(named(compareRuns(c!, d!), "not comparable"), []);
});

Deno.test("compareRuns() says why numbers are not comparable: suite version, data, measures, other cases, one seed", async () => {
  const { measures } = somePlan();
  const reasons: [Partial<StoredRun>, string[]][] = [
    [{ plan: { suiteVersion: 3 } }, ["suite version 2 and 3"]],
    [{ dataChecksum: "0ddda7a" }, ["data checksum da7a and 0ddda7a"]],
    [{ plan: { measures: [{ name: "cosine", options: { every: 2 } }] } }, ["options of the measure cosine differ"]],
    [{ plan: { measures: [...measures, { name: "more", options: null }] } }, []],
    [{ learningRates: [0.1, 0.2], plan: { configHash: "0dd" } }, [
      "config c0ffee and 0dd: the runs have other cases",
    ]],
    [{ seeds: 1 }, ["it moved, but one seed does not tell its noise"]],
  ];
  const [a, ...others] = await storedRuns(
    { id: "a", seeds: 2 },
    ...reasons.map(([run], index): StoredRun => ({ id: `b${index}`, seeds: 2, noise: "other", ...run })),
  );
  for (const [index, b] of others.entries()) {
    const refused = compareRuns(a!, b).quantities.filter(({ answer }) => answer === "not comparable");
    assertEquals([...new Set(refused.map(({ note }) => note))], reasons[index]![1]);
    // Other cases are an obstacle for claims, which compare them, alone.
    assertEquals(refused.some(({ part }) => part === "walk"), ![3, 4].includes(index));
  }
});

Deno.test("compareRuns() pairs the seeds that both runs have and tells what only one has", async () => {
  const more = await compared({ seeds: 3 }, { seeds: 5, learningRates: [0.1, 0.2] });
  assertEquals(named(more, "identical").length, 11);
  assert(
    more.quantities.every(({ pairs, note, part }) =>
      part === "claim" || pairs.length === 3 && note === "2 of 5 seeds have no value in both runs"
    ),
  );
  assertEquals(more.unpaired, [
    "only B has mlp, mnist, learning rate 0.1, seed 3, 4",
    "only B has mlp, mnist, learning rate 0.2, seed 0, 1, 2, 3, 4",
  ]);
});

Deno.test("compareRuns() counts a walk that diverges in one run alone as a change", async () => {
  const diverged = await compared({}, { diverges: 2 });
  assertEquals(tallyComparison(diverged).endings, 1);
  assert(hasChanged(diverged, { exact: false }));
});

Deno.test("compareRuns() compares timings by medians and warns where machine, jobs or tree differ", async () => {
  const machine = { hostname: "other", operatingSystem: "linux", processor: "x86", cores: 4, memoryBytes: 2 ** 35 };
  const commit = { hash: "1", branch: "", subject: "", dirty: true };
  const versions = { ...somePlan().versions, walkCode: "other", suiteCode: "other", suitesCode: "other" };
  const slower = await compared({}, { slowness: 2, plan: { machine, jobs: 4, commit, versions } });
  assertEquals(slower.timings.map(({ name, ratio, answer }) => [name, ratio, answer]), [["training", 2, "slower"], [
    "measuring",
    2,
    "slower",
  ]]);
  // The least exact p-value of five against five, twice by Holm.
  assertEquals(slower.timings[0]!.adjustedPValue, 2 * 2 / 252);
  assertEquals(slower.warnings.timings, [
    "B ran with uncommitted changes: its commit alone does not give its numbers",
    "the machine differs: host and other",
    "the number of cores differs: 2 and 4",
    "cases side by side differs: 2 and 4",
  ]);
  assertEquals((await compared({}, {})).timings.map(({ answer }) => answer), [
    "no difference seen",
    "no difference seen",
  ]);
});
