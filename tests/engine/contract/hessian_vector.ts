import { assertEquals } from "@std/assert";
import { hessianVector } from "../../reference/hessian_vector.ts";
import { drawVector, narrowNetworks, smallNetworks } from "../../reference/small_networks.ts";
import { type Clause, clauseFor } from "./clause.ts";
import { assertCloseInNorm } from "./closeness.ts";

// An exact product, forward over reverse, has the gradient's roundings twice over: 2e-6 on ONNX Runtime's processor. Differences
// of float32 gradients would lose half of float32's seven digits, and kappa and sharpness with them.
const productTolerance = 1e-4;

/** What the contract says of `hessianVector()`. */
export const hessianVectorClauses: readonly Clause[] = [
  ...[...smallNetworks, ...narrowNetworks].map((network) =>
    clauseFor(network, 6, `hessianVector() of ${network.name} agrees with the reference`, async (program, example) => {
      const vector = drawVector(example.network.parameterCount);
      const product = await program.hessianVector(example.theta, vector, example.batch);
      const expected = hessianVector(example.network, example.theta, vector, example.batch);
      assertCloseInNorm(product, expected, productTolerance, "product");
    })
  ),
  clauseFor(smallNetworks[1]!, 6, "hessianVector() takes vectors of any length", async (program, example) => {
    const vector = drawVector(example.network.parameterCount);
    const expected = hessianVector(example.network, example.theta, vector, example.batch);
    for (const scale of [1e-6, 1e4]) {
      const scaled = vector.map((value) => scale * value);
      const product = await program.hessianVector(example.theta, scaled, example.batch);
      assertCloseInNorm(product.map((value) => value / scale), expected, productTolerance, `times ${scale}`);
    }
    const nothing = await program.hessianVector(example.theta, new Float32Array(vector.length), example.batch);
    assertEquals(nothing.every((value) => value === 0), true, "the product with 0 is 0");
  }),
];
