import { assertEquals, assertStringIncludes } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { explainLoadFailure, installCommand, tensorflowRelease } from "../../../src/engine/tfjs/load_failure.ts";

const gpu = "@tensorflow/tfjs-node-gpu";

/** Errors as they were seen under Deno 2.9.6 on Linux, or as the loaders of other systems word them. */
const cases = [
  {
    name: "that the install script has not run",
    message: "The Node.js native addon module (tfjs_binding.node) can not be found at path: " +
      "/sgd-walk/node_modules/@tensorflow/tfjs-node-gpu/lib/napi-v8/tfjs_binding.node. \nPlease run command 'npm rebuild'",
    found: "tfjs_binding.node is not there",
    remedy: `Run: ${installCommand(gpu)}`,
  },
  {
    name: "that libtensorflow is missing",
    message:
      "libtensorflow.so.2: cannot open shared object file: No such file or directory\n  path: /lib/tfjs_binding.node",
    found: "libtensorflow.so.2 is missing",
    remedy: installCommand(gpu),
  },
  {
    name: "that a library of the system is missing",
    message:
      "libstdc++.so.6: cannot open shared object file: No such file or directory\n  path: /lib/tfjs_binding.node",
    found: "libstdc++.so.6 is missing",
    remedy: "Install the system's package that holds libstdc++.so.6",
  },
  {
    name: "that a library is cut short",
    message: "/sgd-walk/node_modules/@tensorflow/tfjs-node-gpu/deps/lib/libtensorflow.so.2: file too short",
    found: "libtensorflow.so.2 is cut short or damaged",
    remedy: installCommand(gpu),
  },
  {
    name: "that a library is damaged",
    message: "/sgd-walk/lib/tfjs_binding.node: invalid ELF header\n  path: /sgd-walk/lib/tfjs_binding.node",
    found: "tfjs_binding.node is cut short or damaged",
    remedy: installCommand(gpu),
  },
  {
    name: "anything else in the error's own words",
    message: "undefined symbol: TF_NewTensor\n  path: /lib/tfjs_binding.node",
    found: "undefined symbol: TF_NewTensor",
    remedy: installCommand(gpu),
  },
];

for (const { name, message, found, remedy } of cases) {
  Deno.test(`explainLoadFailure() tells ${name}`, () => {
    const obstacle = explainLoadFailure(new Error(message), gpu);
    assertEquals(obstacle.found, found);
    assertStringIncludes(obstacle.remedy, remedy);
  });
}

Deno.test("explainLoadFailure() tells a missing permission, and which", () => {
  const ffi = new Deno.errors.NotCapable('Requires ffi access to "a.node", run again with the --allow-ffi flag');
  assertStringIncludes(explainLoadFailure(ffi, gpu).remedy, "--allow-ffi");
  const env = new Deno.errors.NotCapable('Requires env access to "A", run again with the --allow-env flag');
  assertEquals(explainLoadFailure(env, gpu).found, env.message);
});

Deno.test("explainLoadFailure() takes what is no Error", () => {
  assertEquals(explainLoadFailure("no", gpu).found, "no");
});

Deno.test("tensorflowRelease is that of the library", () => {
  assertEquals(tensorflowRelease, tf.version_core);
});
