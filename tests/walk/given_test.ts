import { assert, assertEquals, assertFalse } from "@std/assert";
import { barrier } from "../../src/measure/barrier.ts";
import { cosine } from "../../src/measure/cosine.ts";
import { distance } from "../../src/measure/distance.ts";
import { floor } from "../../src/measure/floor.ts";
import { gradientNoise } from "../../src/measure/gradient_noise.ts";
import { gradientNorm } from "../../src/measure/gradient_norm.ts";
import { height } from "../../src/measure/height.ts";
import { kappa } from "../../src/measure/kappa.ts";
import { noiseFloor } from "../../src/measure/noise_floor.ts";
import { segment } from "../../src/measure/segment.ts";
import { sharpness } from "../../src/measure/sharpness.ts";
import { trainingLoss } from "../../src/measure/training_loss.ts";
import type { StepRow } from "../../src/spec/row.ts";
import { givenAnyway, givenBy, hasRowsOf } from "../../src/walk/given.ts";
import { inFolder } from "./in_folder.ts";
import { MemorySink } from "./memory_sink.ts";
import { walkSmall } from "./small_walk.ts";

const ofBatch = segment({ draw: "batch", every: 4 });

Deno.test("givenBy() has what is reckoned from segments only where they are drawn before it", () => {
  const ofSegment = ["lossFrom", "lossTo", "certified", "evaluatedShare"];
  assertEquals([...givenBy([segment(), floor()]).values], [...ofSegment, "floor", "floorAlpha", "interior"]);
  assertEquals([...givenBy([floor(), segment()]).values], ofSegment);
  assertEquals([...givenBy([ofBatch, floor(), barrier()]).values], ["batchInterior"]);
  assertEquals([...givenBy([segment(), ofBatch, sharpness()]).draws], ["fixed", "batch"]);
  assertEquals([...givenBy([segment(), sharpness()]).measurements], ["sharpness"]);
});

Deno.test("givenBy() names all rows that measures store", () =>
  inFolder(async (folder) => {
    const stochastic = segment({ draw: "stochastic" });
    const measures = [
      ...[gradientNorm(), cosine(), distance(), kappa(), segment(), ofBatch, stochastic, floor(), height(), barrier()],
      ...[noiseFloor(), sharpness(), gradientNoise(), trainingLoss()],
    ];
    const [memory, certified] = [new MemorySink(), new MemorySink()];
    await walkSmall({ folder, memory, measures });
    await inFolder(async (other) =>
      void await walkSmall({ folder: other, memory: certified, measures, fields: { certify: true } })
    );
    const { values, draws, measurements } = givenBy(measures);
    const stored = new Set<string>(
      [...memory.steps, ...certified.steps].flatMap((row: StepRow) => Object.keys(row.values)),
    );
    assertEquals(stored.difference(values.union(givenAnyway)), new Set());
    assertEquals(draws, new Set(memory.segments.map(({ draw }) => draw)));
    assertEquals(measurements, new Set(memory.measurements.map(({ name }) => name)));
  }));

Deno.test("hasRowsOf() holds where the measures are among those that looked, in their order", () => {
  const seen = [cosine(), segment(), ofBatch, floor(), height(), barrier()];
  assert(hasRowsOf(seen, seen));
  assert(hasRowsOf(seen, [cosine(), segment(), floor(), height()]));
  assert(hasRowsOf(seen, [ofBatch, floor()]));
  assert(hasRowsOf(seen, []));
});

Deno.test("hasRowsOf() does not hold where one is missing, looks at other steps, or stands in another order", () => {
  const seen = [cosine(), segment(), floor()];
  assertFalse(hasRowsOf(seen, [segment(), height()]));
  assertFalse(hasRowsOf(seen, [segment({ every: 2 }), floor()]));
  assertFalse(hasRowsOf(seen, [floor(), segment()]));
  assertFalse(hasRowsOf([], seen));
});

Deno.test("hasRowsOf() does not hold where another measure gives rows of the same kind", () => {
  const sparse = segment({ every: 2 });
  assertFalse(hasRowsOf([sparse, segment()], [segment()]));
  assertFalse(hasRowsOf([segment({ draw: "batch", every: 2 }), ofBatch], [ofBatch]));
  assertFalse(hasRowsOf([segment(), floor(), floor()], [segment(), floor()]));
  assertFalse(hasRowsOf([sharpness(), sharpness({ every: 2 })], [sharpness()]));
});

Deno.test("hasRowsOf() does not hold for runs of older code, which do not say what measures give", () => {
  assertFalse(hasRowsOf([{ name: "cosine", options: null }], [cosine()]));
});
