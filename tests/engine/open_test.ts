import { assertEquals, assertMatch, assertRejects, assertThrows } from "@std/assert";
import { surveyEngines } from "../../src/engine/availability.ts";
import { openEngine, readEngineChoice } from "../../src/engine/open.ts";
import { engineNames } from "../../src/spec/engine.ts";
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
