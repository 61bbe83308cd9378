import { assertEquals } from "@std/assert";
import { sgd } from "../../src/optim/sgd.ts";

Deno.test("sgd() without momentum makes theta - eta (g + w theta)", () => {
  const rule = sgd({ learningRate: 0.5, momentum: 0, weightDecay: 0.25 });
  const into = new Float32Array(2);
  rule.update(Float32Array.of(4, -2), Float32Array.of(1, 1), rule.init(2), into);
  assertEquals([...into], [4 - 0.5 * (1 + 1), -2 - 0.5 * (1 - 0.5)]);
});

Deno.test("sgd() with momentum keeps PyTorch's velocity, undamped", () => {
  const rule = sgd({ learningRate: 0.5, momentum: 0.5, weightDecay: 0 });
  const velocity = rule.init(1);
  const theta = Float32Array.of(0);
  const expected: number[] = [];
  for (let t = 0, v = 0, x = 0; t < 4; t++) {
    v = 0.5 * v + 1;
    x -= 0.5 * v;
    expected.push(x);
    rule.update(theta, Float32Array.of(1), velocity, theta);
    assertEquals(theta[0], expected[t]);
  }
});

Deno.test("sgd() leaves theta alone at gradient and weight decay zero", () => {
  const rule = sgd({ learningRate: 0.1, momentum: 0, weightDecay: 0 });
  const into = new Float32Array(1);
  rule.update(Float32Array.of(0.3), Float32Array.of(0), rule.init(1), into);
  assertEquals(into[0], Math.fround(0.3));
});
