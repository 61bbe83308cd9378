import { assert, assertEquals } from "@std/assert";
import { barrier } from "../../src/measure/barrier.ts";
import { cosine } from "../../src/measure/cosine.ts";
import { distance } from "../../src/measure/distance.ts";
import { floor } from "../../src/measure/floor.ts";
import { kappa } from "../../src/measure/kappa.ts";
import { segment } from "../../src/measure/segment.ts";
import type { Measure } from "../../src/spec/measure.ts";
import type { Outcome } from "../../src/spec/row.ts";
import { walk } from "../../src/walk/walk.ts";
import {
  quadraticBatch,
  quadraticCase,
  quadraticProgram,
  quadraticSet,
  quadraticSource,
} from "../reference/quadratic.ts";
import { inFolder } from "./in_folder.ts";
import { MemorySink } from "./memory_sink.ts";

const eigenvalues = [1, 7];
const measures = [cosine(), distance(), kappa(), segment(), floor(), barrier()];

interface Trial {
  readonly folder: string;
  readonly memory: MemorySink;
  readonly measures?: readonly Measure[];
  readonly learningRate?: number;
  /** Ends the walk after this many steps. */
  readonly stopAfter?: number;
  /** Takes the notes of its progress. */
  readonly notes?: unknown[];
}

async function tryWalk({ folder, memory, learningRate = 0.2, stopAfter = Infinity, ...rest }: Trial): Promise<Outcome> {
  const one = quadraticCase({ epochs: 3, measuredEpochs: [1, 2, 3], learningRate });
  let steps = 0;
  return await walk({
    caseId: "quadratic",
    case: one,
    source: quadraticSource({ eigenvalues, start: [1, 1], learningRate, stepsPerEpoch: 10 }),
    measures: rest.measures ?? measures,
    context: {
      case: one,
      program: quadraticProgram(eigenvalues),
      evaluation: quadraticSet,
      training: () => quadraticSet,
      evaluationBatches: () => [quadraticBatch],
      redraw: () => quadraticSet,
      drawBatch: () => quadraticBatch,
    },
    dataChecksum: "none",
    checkpoint: `${folder}/quadratic.checkpoint`,
    append: (rows) => memory.append(rows),
    rewind: (count) => memory.rewind(count),
    stopping: () => ++steps >= stopAfter,
    onProgress: ({ note }) => void (note !== undefined && rest.notes?.push(note)),
  });
}

Deno.test("walk() makes every step and tells each epoch's digest", () =>
  inFolder(async (folder) => {
    const memory = new MemorySink();
    const outcome = await tryWalk({ folder, memory });
    assertEquals(outcome.status, "finished");
    assertEquals(memory.steps.length, 30);
    assertEquals(memory.segments.length, 30 * 11);
    assertEquals(memory.epochs.map(({ epoch, steps }) => [epoch, steps]), [[1, 10], [2, 20], [3, 30]]);
    assertEquals(new Set(memory.epochs.map(({ digest }) => digest)).size, 3);
    assertEquals([...Deno.readDirSync(folder)], []);
  }));

Deno.test("walk() takes the same path with and without measures", () =>
  inFolder(async (folder) => {
    const [watched, alone] = [new MemorySink(), new MemorySink()];
    await tryWalk({ folder, memory: watched });
    await tryWalk({ folder, memory: alone, measures: [] });
    assertEquals(watched.epochs.map(({ digest }) => digest), alone.epochs.map(({ digest }) => digest));
  }));

Deno.test("walk() resumed at any step gives the rows of an uninterrupted one", async () => {
  const whole = new MemorySink();
  await inFolder(async (folder) => void await tryWalk({ folder, memory: whole }));
  for (const stopAfter of [1, 5, 10, 19, 29]) {
    await inFolder(async (folder) => {
      const memory = new MemorySink();
      const outcome = await tryWalk({ folder, memory, stopAfter });
      assertEquals([outcome.status, outcome.steps], ["interrupted", stopAfter]);
      // What a killed walk stored after its checkpoint is made again.
      await memory.append({
        steps: [{ ...whole.steps[0]!, step: stopAfter }],
        segments: [{ ...whole.segments[0]!, step: stopAfter }],
        epochs: [{ ...whole.epochs[0]!, steps: stopAfter + 1 }],
        measurements: [{ name: "of an epoch", epoch: 9, value: 0 }],
      });
      assertEquals((await tryWalk({ folder, memory })).status, "finished");
      assertEquals(memory.rows, whole.rows);
    });
  }
});

Deno.test("walk() whose rows before its checkpoint are not all stored begins anew, and says so", async () => {
  const whole = new MemorySink();
  await inFolder(async (folder) => void await tryWalk({ folder, memory: whole }));
  await inFolder(async (folder) => {
    const memory = new MemorySink();
    await tryWalk({ folder, memory, stopAfter: 19 });
    // A log of the store's was lost.
    memory.steps.splice(12);
    const notes: unknown[] = [];
    await tryWalk({ folder, memory, notes });
    assertEquals(memory.rows, whole.rows);
    assertEquals(notes, ["the 19 steps before its checkpoint are not all stored, so it begins anew"]);
  });
});

Deno.test("walk() records divergence with its first bad step", () =>
  inFolder(async (folder) => {
    const memory = new MemorySink();
    // |1 - eta lambda| = 1e13 leaves float32 within a few steps.
    const outcome = await tryWalk({ folder, memory, learningRate: 1e13 });
    assertEquals(outcome.status, "diverged");
    assertEquals(outcome.firstBadStep, outcome.steps - 1);
    assert(outcome.steps > 1 && outcome.steps < 10);
    assertEquals(memory.steps.length, outcome.steps);
  }));
