import { assertEquals } from "@std/assert";
import { meanOf, measurement, share } from "../../src/analysis/estimators.ts";
import { judge } from "../../src/analysis/judge.ts";
import { claim } from "../../src/spec/define_claim.ts";
import { addCase, type ExampleStep, exampleStore } from "./example_store.ts";

const per = ["network", "learning_rate", "epoch"];
const interior = claim("X1", "Inside", { version: 1 }).estimate(share("interior", { per })).above(0.5);
const gradients = claim("X2", "Steep", { version: 1 }).estimate(meanOf("batch_interior", { unit: "", per })).above(0);
const sharp = claim("X3", "Sharp", { version: 1 })
  .estimate(measurement("sharpness", { unit: "", per: ["network"] })).above(0.5);

/** What a note says of steps that are not resolved; empty where nothing. */
function toldOfFlat(note: string): string {
  return note.split("; ").find((part) => part.includes("a millionth")) ?? "";
}

/** Twenty steps, the first `flat` of which change a loss of 2 by 1e-6, half of what is resolved. */
function steps(flat: number, epoch = 1): ExampleStep[] {
  return Array.from({ length: 20 }, (_, step) => ({
    epoch,
    loss: 2,
    interior: step % 4 === 0 ? 0 : 1,
    ...step < flat ? { height: 5e-7, asymmetry: 5e-7 } : { height: 0.1, asymmetry: 0.02 },
  }));
}

Deno.test("findDoubts() says in how many of a group's steps the evaluation resolves nothing, from a twentieth of them on", async () => {
  using store = await exampleStore();
  for (const [network, flat] of [["many", 4], ["some", 1], ["none", 0]] as const) {
    for (const seed of [0, 1, 2]) {
      await addCase(store, "r", { network, learningRate: 0.1, seed }, steps(seed === 0 || flat > 1 ? flat : 0));
    }
  }
  const verdicts = await judge(store.query, "r", [interior]);
  const told = Object.fromEntries(verdicts.map(({ group, note }) => [group.network, toldOfFlat(note)]));
  assertEquals(told, {
    many: "in 12 of 60 steps the loss changes by less than a millionth, which the evaluation does not resolve: " +
      "no minimum or barrier counts there",
    // One of sixty is less than a twentieth.
    some: "",
    none: "",
  });
});

Deno.test("findDoubts() counts a group's own epoch, and says nothing beside numbers that are not about the evaluation loss", async () => {
  using store = await exampleStore();
  for (const seed of [0, 1, 2]) {
    const one = { network: "mlp", learningRate: 0.1, seed, measuredEpochs: [1, 10] };
    const all = [...steps(0, 1), ...steps(10, 10)].map((step) => ({ ...step, batchInterior: seed / 2 }));
    await addCase(store, "r", one, all);
  }
  const notes = (await judge(store.query, "r", [interior, gradients])).map((
    { claim, group, note },
  ) => [claim, group.epoch, toldOfFlat(note).split(" steps")[0]]);
  assertEquals(notes, [["X1", 1, ""], ["X1", 10, "in 30 of 60"], ["X2", 1, ""], ["X2", 10, ""]]);
});

Deno.test("findDoubts() says how many looks have not converged, and their values are left out", async () => {
  using store = await exampleStore();
  for (const seed of [0, 1, 2]) {
    const looks = [1, 2, 3].map((step) => ({
      name: "sharpness",
      step,
      value: step === 3 ? 1_000 : 1 + seed / 10,
      converged: step !== 3,
    }));
    await addCase(store, "r", { network: "mlp", learningRate: 0.1, seed }, [], looks);
  }
  const [verdict] = await judge(store.query, "r", [sharp]);
  assertEquals(verdict!.values.map(({ value, count }) => [value, count]), [[1, 2], [1.1, 2], [1.2, 2]]);
  assertEquals(verdict!.note, "3 of 9 values of the sharpness have not converged and are left out");
});
