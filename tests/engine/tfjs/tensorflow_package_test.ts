import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { tensorflowRelease } from "../../../src/engine/tfjs/load_failure.ts";
import { findTensorflowPackage, loadTensorflowPackage } from "../../../src/engine/tfjs/tensorflow_package.ts";
import { UserError } from "../../../src/spec/user_error.ts";
import { libraryThatNeeds } from "./minimal_library.ts";
import { makePackage } from "./package_folder.ts";

const gpu = "@tensorflow/tfjs-node-gpu";
const loadsBinding = { "index.js": `require("./tfjs_binding.node")` };

/** The message with which a package of these files fails to load. */
function failure(files: Record<string, string | Uint8Array>): string {
  using folder = makePackage(gpu, tensorflowRelease, files);
  const found = findTensorflowPackage(folder.modules);
  return assertThrows(() => loadTensorflowPackage(found), UserError, "Cannot open tfjs:tensorflow as").message;
}

Deno.test("findTensorflowPackage() says what to install where there is none", () => {
  using folder = makePackage("another", "1.0.0", {});
  const { message } = assertThrows(() => findTensorflowPackage(folder.modules), UserError);
  assertStringIncludes(message, "deno install --no-save --no-lock --allow-scripts=npm:@tensorflow/tfjs-node-gpu");
});

Deno.test("findTensorflowPackage() takes the package without a GPU where it is the only one", () => {
  using folder = makePackage("@tensorflow/tfjs-node", "4.22.0", {});
  const { name, version } = findTensorflowPackage(folder.modules);
  assertEquals([name, version], ["@tensorflow/tfjs-node", "4.22.0"]);
});

Deno.test("loadTensorflowPackage() tells that the install script has not run", () => {
  const message = failure({
    "index.js":
      `throw new Error("The Node.js native addon module (tfjs_binding.node) can not be found at path: " + __dirname)`,
  });
  assertStringIncludes(message, "must have run: tfjs_binding.node is not there. Run: deno install");
});

Deno.test({
  name: "loadTensorflowPackage() tells a library that is cut short",
  ignore: Deno.build.os !== "linux",
  fn() {
    const message = failure({ ...loadsBinding, "tfjs_binding.node": new Uint8Array() });
    assertStringIncludes(message, "must be whole: tfjs_binding.node is cut short or damaged");
  },
});

Deno.test({
  name: "loadTensorflowPackage() tells a missing libtensorflow",
  ignore: Deno.build.os !== "linux",
  fn() {
    const message = failure({ ...loadsBinding, "tfjs_binding.node": libraryThatNeeds("libtensorflow.so.2") });
    assertStringIncludes(message, "needs TensorFlow's library: libtensorflow.so.2 is missing");
  },
});

Deno.test({
  name: "loadTensorflowPackage() tells a missing permission",
  permissions: { read: true, write: true, env: true, ffi: false },
  fn() {
    const message = failure({ ...loadsBinding, "tfjs_binding.node": libraryThatNeeds("libtensorflow.so.2") });
    assertStringIncludes(message, "Run it as a task of deno.json, or add --allow-ffi");
  },
});

Deno.test("loadTensorflowPackage() gives back what node:util has lost", () => {
  using folder = makePackage(gpu, tensorflowRelease, {
    "index.js": `if (!require("util").isNullOrUndefined(undefined)) throw new Error("still lost")`,
  });
  loadTensorflowPackage(findTensorflowPackage(folder.modules));
});
