import { assertEquals } from "@std/assert";
import layers from "../../lint/layers.ts";

const root = new URL("../../", import.meta.url).pathname;

function messages(path: string, source: string): string[] {
  return Deno.lint.runPlugin(layers, `${root}${path}`, source).map(({ message }) => message);
}

Deno.test("layers/imports lets a file import its own folder and lower layers", () => {
  const source =
    `import "./segment.ts"; import type { Case } from "../spec/case.ts"; export * from "../math/random.ts";`;
  assertEquals(messages("src/measure/height.ts", source), []);
  assertEquals(messages("src/engine/onnx/graph.ts", `import "../open.ts"; import "../../network/resolve.ts";`), []);
});

Deno.test("layers/imports refuses a higher layer, in every form of import", () => {
  const complaint = "src/math/ lies below src/walk/ and must not import it";
  const forms = [
    `import { walk } from "../walk/walk.ts";`,
    `import type { Walk } from "../walk/walk.ts";`,
    `export { walk } from "../walk/walk.ts";`,
    `export * from "../walk/walk.ts";`,
    `await import("../walk/walk.ts");`,
    `type Walk = import("../walk/walk.ts").Walk;`,
  ];
  for (const form of forms) assertEquals(messages("src/math/random.ts", form), [complaint], form);
});

Deno.test("layers/imports refuses what lies outside src/, and folders that are no layer", () => {
  assertEquals(messages("src/cli/main.ts", `import "../../suites/barriers.ts";`), [
    "src/ imports only from src/: ../../suites/barriers.ts",
  ]);
  assertEquals(messages("src/cli/main.ts", `import "../../deno.json" with { type: "json" };`), []);
  assertEquals(messages("src/cli/main.ts", `import "../extra/thing.ts";`), [
    "The folder is not among the layers: src/extra/thing.ts",
  ]);
});

Deno.test("layers/imports keeps suites and report pages to mod.ts and their own files", () => {
  assertEquals(messages("suites/barriers.ts", `import { suite } from "../mod.ts";`), []);
  assertEquals(messages("reports/sections/curves.ts", `import "../../mod.ts"; import "../colours.ts";`), []);
  for (const folder of ["suites", "reports"]) {
    for (const other of ["../src/spec/suite.ts", "../bench/engines.ts", "d3-random", "npm:d3-random@3.0.1"]) {
      assertEquals(messages(`${folder}/barriers.ts`, `import type { A } from "${other}";`), [
        `${folder}/ imports only mod.ts and its own files: ${other}`,
      ]);
    }
  }
});

Deno.test("layers/imports keeps each library in its home", () => {
  const libraries = [
    ["onnxruntime-node", "src/engine/onnx/"],
    ["@tensorflow/tfjs", "src/engine/tfjs/"],
    ["@duckdb/node-api", "src/store/"],
    ["vega-embed", "src/report/"],
  ];
  for (const [library, home] of libraries) {
    assertEquals(messages(`${home}file.ts`, `import "${library}";`), []);
    for (const specifier of [library, `npm:${library}@1.0.0`]) {
      assertEquals(messages("src/cli/main.ts", `import "${specifier}";`).length, 1, specifier);
    }
  }
});

Deno.test("layers/terminal keeps console, Deno.args and Deno.exit in src/cli", () => {
  const source = `console.error(1); Deno.exit(Deno.args.length);`;
  assertEquals(messages("src/walk/walk.ts", source), [
    "console is only for src/cli/",
    "Deno.exit is only for src/cli/",
    "Deno.args is only for src/cli/",
  ]);
  assertEquals(messages("suites/barriers.ts", source).length, 3);
  assertEquals(messages("src/cli/main.ts", source), []);
  assertEquals(messages("bench/engines.ts", source), []);
});

Deno.test("layers/names refuses names that say nothing", () => {
  for (const name of ["utils", "helpers", "common", "types"]) {
    assertEquals(messages(`src/math/${name}.ts`, ""), ["The file's name does not say what is in it"]);
  }
  assertEquals(messages("src/math/datatypes.ts", ""), []);
});
