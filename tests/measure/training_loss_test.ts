import { assertEquals } from "@std/assert";
import { trainingLoss } from "../../src/measure/training_loss.ts";
import { layOutSamples } from "../../src/walk/samples.ts";
import { networkSource } from "../../src/walk/network_source.ts";
import { inFolder } from "../walk/in_folder.ts";
import { MemorySink } from "../walk/memory_sink.ts";
import { compileSmall, smallCase, smallDataset, smallSteps, walkSmall } from "../walk/small_walk.ts";

Deno.test("trainingLoss() is the loss over the evaluation samples in train mode, at measured epochs' ends and at the walk's", async () => {
  const memory = new MemorySink();
  await inFolder(async (folder) => void await walkSmall({ folder, memory, measures: [trainingLoss()] }));
  using program = await compileSmall();
  const samples = layOutSamples(smallCase, smallDataset);
  using source = networkSource(smallCase, program, samples);
  using set = samples.hold(program);
  const losses: number[] = [];
  for (let t = 1; t <= smallSteps; t++) {
    await source.next();
    if ([3, 9, smallSteps].includes(t)) losses.push((await program.evaluate(source.theta, set, "batch")).loss);
  }
  const told = memory.measurements.map(({ name, epoch, value, samples }) => [name, epoch, value, samples]);
  assertEquals(told, [1, 3, undefined].map((epoch, i) => ["training_loss", epoch, losses[i], 12]));
});

Deno.test("trainingLoss() is told at the end of a walk that its steps end before the epoch", async () => {
  const memory = new MemorySink();
  const trial = { memory, measures: [trainingLoss()], fields: { steps: 5 } };
  await inFolder(async (folder) => void await walkSmall({ folder, ...trial }));
  assertEquals(memory.measurements.map(({ epoch, step }) => [epoch, step]), [[1, undefined], [undefined, undefined]]);
});
