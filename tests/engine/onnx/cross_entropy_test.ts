import { assertAlmostEquals, assertEquals } from "@std/assert";
import { crossEntropy } from "../../../src/engine/onnx/cross_entropy.ts";

Deno.test("crossEntropy() of equal logits is the logarithm of the classes", () => {
  const { loss } = crossEntropy(new Float32Array(12).fill(3), Int32Array.of(0, 1, 2));
  // float64 throughout.
  assertAlmostEquals(loss, 3 * Math.log(4), 1e-14);
});

Deno.test("crossEntropy() reads logits class by class and counts what is right", () => {
  // Two samples, three classes: sample 0 favours class 2, sample 1 class 0.
  const logits = Float32Array.of(0, 5, 1, 0, 4, 0);
  assertEquals(crossEntropy(logits, Int32Array.of(2, 0)).correct, 2);
  assertEquals(crossEntropy(logits, Int32Array.of(0, 0)).correct, 1);
});

Deno.test("crossEntropy() does not overflow, and keeps the digits of small losses", () => {
  assertEquals(crossEntropy(Float32Array.of(1e30, 0), Int32Array.of(0)).loss, 0);
  // log(1 + exp(-30)) = 9.4e-14 to float64's rounding, where the logarithm of 1 + exp(-30) would be 1 % off.
  const { loss } = crossEntropy(Float32Array.of(30, 0), Int32Array.of(0));
  assertAlmostEquals(loss / Math.exp(-30), 1, 1e-12);
});

Deno.test("crossEntropy() of a logit that is not a number is not a number", () => {
  assertEquals(crossEntropy(Float32Array.of(0, NaN), Int32Array.of(0)).loss, NaN);
  assertEquals(crossEntropy(Float32Array.of(NaN, 0), Int32Array.of(1)).loss, NaN);
  assertEquals(crossEntropy(Float32Array.of(Infinity, 0), Int32Array.of(0)).loss, NaN);
});
