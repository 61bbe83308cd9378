import { assertEquals } from "@std/assert";
import { sgdDescent } from "../../src/spec/descent.ts";
import {
  gdDescent,
  gdWithIsotropicNoise,
  gdWithMatchedNoise,
  gdWithStructuredNoise,
  switching,
} from "../../src/spec/noise_arms.ts";

Deno.test("the arms of the noise suite have different names", () => {
  const paper = [0.1, 0.02].flatMap((factor) =>
    (["variance", "standard deviation"] as const).map((as) => gdWithIsotropicNoise({ factor, as }))
  );
  const arms = [gdDescent, ...paper, gdWithMatchedNoise({ every: 10 }), gdWithStructuredNoise, sgdDescent];
  const all = arms.flatMap((arm) => [
    arm,
    ...arms.map((to) => switching(arm, { step: 9, to, learningRateFactor: 0.1 })),
    ...arms.map((to) => switching(arm, { step: 9, to })),
  ]);
  assertEquals(new Set(all.map(({ name }) => name)).size, all.length);
});

Deno.test("switching() leaves what a walk follows before the switch as it is", () => {
  const noisy = gdWithIsotropicNoise({ factor: 0.02, as: "variance" });
  const { name: _, switch: to, ...before } = switching(noisy, { step: 9, to: sgdDescent });
  const { name, ...alone } = noisy;
  assertEquals([before, to, name], [alone, { step: 9, to: sgdDescent }, "GD + isotropic noise, 0.02 as variance"]);
});
