import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { audit } from "../../src/measure/audit.ts";
import { barrierExcess } from "../../src/measure/barrier.ts";
import { floorOf } from "../../src/measure/floor.ts";
import { heightOf } from "../../src/measure/height.ts";
import { segment } from "../../src/measure/segment.ts";
import type { Case } from "../../src/spec/case.ts";
import type { Measure, Observation } from "../../src/spec/measure.ts";
import { layOutSamples } from "../../src/walk/samples.ts";
import { networkSource } from "../../src/walk/network_source.ts";
import { quadraticContext } from "../reference/observe_quadratic.ts";
import { quadraticCase, quadraticSource } from "../reference/quadratic.ts";
import { inFolder } from "../walk/in_folder.ts";
import { MemorySink } from "../walk/memory_sink.ts";
import { compileSmall, smallCase, smallDataset, walkSmall } from "../walk/small_walk.ts";

/** Forty measured epochs of three steps: enough for both answers. */
const fields: Partial<Case> = {
  epochs: 40,
  measuredEpochs: Array.from({ length: 40 }, (_, index) => index + 1),
  learningRate: 0.3,
  momentum: 0,
};

async function walkWith(measures: readonly Measure[], extra: Partial<Case> = {}, stops: number[] = []) {
  const memory = new MemorySink();
  await inFolder(async (folder) => {
    for (const stopAfter of stops) await walkSmall({ folder, memory, measures, fields: extra, stopAfter });
    await walkSmall({ folder, memory, measures, fields: extra });
  });
  return memory;
}

Deno.test("audit() evaluates segments once more on all training samples, and says whether they decide alike", async () => {
  const memory = await walkWith([segment(), audit({ share: 1 })], fields);
  const one = { ...smallCase, ...fields };
  using program = await compileSmall();
  const samples = layOutSamples(one, smallDataset);
  using source = networkSource(one, program, samples);
  using evaluation = samples.hold(program);
  using training = samples.holdTraining(program);
  const alphas = [0, 0.25, 0.5, 0.75, 1];
  const agreed = { audit_interior: new Set<number>(), audit_barrier: new Set<number>() };
  for (let t = 0; t < 120; t++) {
    const { step } = await source.next();
    const found = new Map(memory.measurements.filter((row) => row.step === t).map((row) => [row.name, row]));
    assertEquals([...found.keys()], ["audit_interior", "audit_barrier", "audit_height"]);
    assertEquals([...found.values()].map((row) => row.samples), [24, 24, 24]);
    const [few, all] = [
      [...await program.segment(step.from, step.to, alphas, evaluation)],
      [...await program.segment(step.from, step.to, alphas, training)],
    ];
    assertEquals(found.get("audit_height")!.value, heightOf(all));
    const barrier = (losses: number[]) => barrierExcess(losses) > 1e-3 * Math.max(losses[0]!, losses.at(-1)!);
    const interior = Number(floorOf(few).interior === floorOf(all).interior);
    assertEquals(found.get("audit_interior")!.value, interior, `step ${t}`);
    assertEquals(found.get("audit_barrier")!.value, Number(barrier(few) === barrier(all)), `step ${t}`);
    for (const name of ["audit_interior", "audit_barrier"] as const) agreed[name].add(found.get(name)!.value);
  }
  assertEquals(agreed.audit_interior, new Set([0, 1]));
});

Deno.test("audit() agrees always where all samples have one and the same loss", async () => {
  const [eigenvalues, learningRate] = [[1, 7], 0.25];
  const context = quadraticContext(eigenvalues, { trainSamples: 10, evaluationSamples: 1, measuredSteps: 10 });
  const source = quadraticSource({ eigenvalues, start: [1, 1], learningRate, stepsPerEpoch: 10 });
  const observers = [segment(), audit({ share: 1 })].map((measure) => measure.start(context));
  for (let t = 0; t < 10; t++) {
    const { step } = await source.next();
    const observation: Observation = { values: {}, segments: [], measurements: [] };
    for (const observer of observers) await observer.step!(step, observation);
    const [interior, barrier, height] = observation.measurements.map(({ value }) => value);
    assertEquals([interior, barrier], [1, 1]);
    // Theta between the points is of float32 for the one and of float64 for the other end of a step before.
    assertAlmostEquals(height!, heightOf(observation.segments.map(({ loss }) => loss)), 1e-6);
  }
});

Deno.test("audit() spreads its looks evenly over the measured steps of an epoch, one at least", () => {
  const looked = (share: number, one: Partial<Case>) => {
    const measure = audit({ share });
    return measure.epochPasses!({ ...quadraticCase({ points: 10, trainSamples: 600, evaluationSamples: 60, ...one }) });
  };
  const look = 11 * 600;
  assertEquals(looked(0.1, { measuredSteps: 60, batchSize: 10 }), 6 * look);
  assertEquals(looked(0.01, { measuredSteps: 60, batchSize: 10 }), look);
  assertEquals(looked(1, { measuredSteps: 60, batchSize: 100 }), 6 * look);
  assertEquals(looked(1, { evaluationSamples: 600 }), 0);
  assertEquals(looked(1, { certify: true }), 0);
});

Deno.test("audit() looks at the middle of the measured steps where it looks once, and at those whose segment was evaluated", async () => {
  const steps = async (...measures: Measure[]) =>
    new Set((await walkWith(measures)).measurements.map(({ step }) => step));
  assertEquals(await steps(segment(), audit()), new Set([1, 7]));
  assertEquals(await steps(segment({ every: 2 }), audit({ share: 1 })), new Set([0, 2, 6, 8]));
  assertEquals(await steps(audit({ share: 1 })), new Set([]));
});

Deno.test("audit() has nothing to look at where all training samples are evaluated anyway, or the case is certified", async () => {
  const measures = [segment(), audit({ share: 1 })];
  assertEquals((await walkWith(measures, { evaluationSamples: 24 })).measurements, []);
  assertEquals((await walkWith(measures, { certify: true })).measurements, []);
});

Deno.test("audit() disturbs no walk and is the same after a resume", async () => {
  const measures = [segment(), audit({ share: 1 })];
  const whole = await walkWith(measures);
  assert(whole.measurements.length > 0);
  assertEquals((await walkWith(measures, {}, [1, 3, 4])).rows, whole.rows);
  const digests = ({ epochs }: MemorySink) => epochs.map(({ digest }) => digest);
  assertEquals(digests(whole), digests(await walkWith([segment()])));
});
