import { assertAlmostEquals } from "@std/assert";
import { dense, flatten, network } from "../../src/network/layers.ts";
import { hessianVector } from "./hessian_vector.ts";
import { drawExample, drawVector, smallNetworks } from "./small_networks.ts";

Deno.test("hessianVector() of softmax regression is (diag(p) - pp') V x x' / N", () => {
  const { network: softmax, theta, batch } = drawExample(network("softmax", [1, 1, 2], [flatten(), dense(3)], 3), 5);
  const vector = drawVector(9);
  const expected = new Float64Array(9);
  for (let n = 0; n < 5; n++) {
    const x = [batch.inputs[2 * n]!, batch.inputs[2 * n + 1]!];
    const logits = (of: Float32Array) => [0, 1, 2].map((k) => of[2 * k]! * x[0]! + of[2 * k + 1]! * x[1]! + of[6 + k]!);
    const powers = logits(theta).map(Math.exp);
    const p = powers.map((power) => power / (powers[0]! + powers[1]! + powers[2]!));
    const u = logits(vector);
    const mean = p.reduce((sum, probability, k) => sum + probability * u[k]!, 0);
    for (let k = 0; k < 3; k++) {
      const change = p[k]! * (u[k]! - mean) / 5;
      expected[2 * k]! += change * x[0]!;
      expected[2 * k + 1]! += change * x[1]!;
      expected[6 + k]! += change;
    }
  }
  const product = hessianVector(softmax, theta, vector, batch);
  // What the differences lose: see hessianVector().
  expected.forEach((value, i) => assertAlmostEquals(product[i]!, value, 1e-9));
});

Deno.test("hessianVector() is symmetric: <u, Hv> = <v, Hu>", () => {
  for (const small of smallNetworks) {
    const { network, theta, batch } = drawExample(small, 4);
    const [u, v] = [drawVector(network.parameterCount, 2), drawVector(network.parameterCount, 3)];
    const [hu, hv] = [hessianVector(network, theta, u, batch), hessianVector(network, theta, v, batch)];
    const dot = (a: Float32Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
    const [left, right] = [dot(u, hv), dot(v, hu)];
    // What the differences lose, summed over some hundred coordinates of a Hessian whose entries are of order 1.
    assertAlmostEquals(left, right, 1e-6 * (1 + Math.abs(left)), small.name);
  }
});
