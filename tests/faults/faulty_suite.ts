/** A suite of two walks; the file `fault` beside its folder says what goes wrong in the fourth step of the one with seed 1. */

import { claim, distance, type Measure, mlp, segment, share, suite } from "../../mod.ts";

const folder = new URL("../", import.meta.url);

async function go(fault: string): Promise<void> {
  await Deno.writeTextFile(new URL("reached", folder), fault);
  switch (fault) {
    case "throw in a timer":
      setTimeout(() => {
        throw new Error("gone");
      });
      return await new Promise(() => {});
    case "reject unheard":
      Promise.reject(new Error("gone"));
      return await new Promise(() => {});
    case "trap": {
      // A module whose start function is the instruction `unreachable`.
      const code = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 8, 1, 0, 10, 5, 1, 3, 0, 0, 11];
      await WebAssembly.instantiate(Uint8Array.from(code));
      return;
    }
    case "recurse":
      return recurse();
    case "hang":
      return await new Promise((resolve) => setTimeout(resolve, 1e9));
    default:
      throw new Error(fault);
  }
}

function recurse(): never {
  return recurse();
}

function faulty(): Measure {
  return {
    name: "faulty",
    options: null,
    gives: {},
    passes: () => 0,
    start: (context) => ({
      async step({ index }) {
        if (context.case.seed !== 1 || index !== 3) return;
        const fault = await Deno.readTextFile(new URL("fault", folder)).catch((error: unknown) => {
          if (error instanceof Deno.errors.NotFound) return undefined;
          throw error;
        });
        if (fault !== undefined) await go(fault);
      },
    }),
  };
}

const grid = {
  network: mlp({ hidden: [32] }),
  dataset: "mnist",
  learningRate: 0.1,
  augmentation: "none",
  momentum: 0,
  weightDecay: 0,
  batchSize: 100,
  trainSamples: 1000,
  evaluationSamples: 100,
  evaluationBatchSize: 100,
  validationSamples: 100,
  epochs: 2,
  measuredEpochs: [1],
  measuredSteps: 2,
  points: 4,
  seeds: 3,
} as const;

export default suite({
  name: "faulty",
  version: 1,
  question: "What happens when a measure goes wrong?",
  reference: { paper: "None", authors: "Ours", identifier: "", where: "" },
  claims: [
    claim("F1", "Some steps have a minimum inside", { version: 1 }).estimate(
      share("interior", { per: ["network", "learning_rate", "epoch"] }),
    ).above(0.5),
  ],
  measures: [distance(), segment(), faulty()],
  presets: { smoke: [grid], laptop: [grid], paper: [grid] },
  published: [],
  paperSettings: [],
});
