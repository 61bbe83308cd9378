import { assertEquals, assertMatch, assertRejects, assertThrows } from "@std/assert";
import { surveyEngines } from "../../src/engine/availability.ts";
import { softwareAdapter } from "../../src/engine/gpu.ts";
import { openEngine, readEngineChoice } from "../../src/engine/open.ts";
import { type EngineName, engineNames } from "../../src/spec/engine.ts";
import { UserError } from "../../src/spec/user_error.ts";

Deno.test("readEngineChoice() lists the names and suggests the closest", () => {
  const error = assertThrows(() => readEngineChoice("onxx:cpu"), UserError);
  assertEquals(
    error.message,
    "Cannot open an engine as its name must be one of auto, onnx:cpu, onnx:webgpu, onnx:cuda, tfjs:tensorflow, " +
      "tfjs:webgpu, tfjs:wasm, tfjs:cpu: onxx:cpu, did you mean onnx:cpu?",
  );
});

Deno.test("openEngine() by name opens that engine", async () => {
  const { engine, reason } = await openEngine("onnx:cpu", { threads: 2 });
  using opened = engine;
  assertEquals([opened.info.name, opened.info.threads, reason], ["onnx:cpu", 2, "named by the user"]);
});

Deno.test("openEngine() says that an adapter that the processor plays will take long", async (test) => {
  for (const { name, ...found } of await surveyEngines()) {
    if (!found.available || await softwareAdapter(found.info) === undefined) continue;
    await test.step(name, async () => {
      const { engine, reason } = await openEngine(name);
      using _opened = engine;
      assertMatch(reason, /^named by the user, though .+ is no GPU but the processor playing one, which will take/);
    });
  }
});

Deno.test("softwareAdapter() tells a GPU and a processor from one that plays a GPU", async () => {
  const info = { library: "", version: "", threads: 1 };
  const found = (name: EngineName, device: string) => softwareAdapter({ ...info, name, device });
  assertEquals(await found("tfjs:webgpu", "llvmpipe (LLVM 15.0.6, 256 bits)"), "llvmpipe (LLVM 15.0.6, 256 bits)");
  assertEquals(await found("tfjs:webgpu", "NVIDIA H200"), undefined);
  assertEquals(await found("onnx:cpu", "cpu"), undefined);
});

Deno.test("openEngine() of auto takes an engine that finds a GPU, or onnx:cpu, and says why", async () => {
  const { engine, reason } = await openEngine("auto");
  using opened = engine;
  assertMatch(
    reason,
    opened.info.name === "onnx:cpu" ? /^auto found no GPU; tfjs:tensorflow: / : /^auto found the GPU /,
  );
});

Deno.test("openEngine() never falls back: an engine that is not here is a UserError with reason and remedy", async () => {
  for (const engine of await surveyEngines()) {
    if (engine.available) continue;
    const error = await assertRejects(() => openEngine(engine.name), UserError);
    assertEquals(error.message.includes(engine.remedy), true, `${engine.name}: ${error.message}`);
  }
});

Deno.test("surveyEngines() tells of every engine, with the remedy for those that are not here", async () => {
  const survey = await surveyEngines();
  assertEquals(survey.map(({ name }) => name), [...engineNames]);
  for (const engine of survey) {
    if (engine.available) assertEquals(engine.info.name, engine.name);
    else assertEquals([engine.reason === "", engine.remedy === ""], [false, false], engine.name);
  }
});
