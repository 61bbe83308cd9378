import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { EVD, Matrix } from "ml-matrix";
import { largestEigenvalue, type SymmetricProduct } from "../../src/math/largest_eigenvalue.ts";
import { normals, randomStream } from "../../src/math/random.ts";

function gaussian(length: number, name: string): Float32Array<ArrayBuffer> {
  const normal = normals(randomStream(0, name));
  return Float32Array.from({ length }, () => normal());
}

const diagonalProduct = (eigenvalues: readonly number[]): SymmetricProduct => (vector) =>
  Promise.resolve(eigenvalues.map((lambda, i) => lambda * vector[i]!));

const matrixProduct = (matrix: Matrix): SymmetricProduct => (vector) =>
  Promise.resolve(matrix.mmul(Matrix.columnVector([...vector])).to1DArray());

const options = { iterations: 200, tolerance: 1e-5 };

// The value is wrong by the square of the residual over the gap, about, and by the rounding of float32 vectors, also squared.
const tolerance = 1e-6;

for (const dimension of [1, 2, 5, 40, 120]) {
  Deno.test(`largestEigenvalue() agrees with ml-matrix on a random symmetric matrix of ${dimension}`, async () => {
    const numbers = [...gaussian(dimension * dimension, `matrix ${dimension}`)];
    const half = Matrix.from1DArray(dimension, dimension, numbers);
    const matrix = Matrix.add(half, half.transpose());
    const expected = Math.max(...new EVD(matrix, { assumeSymmetric: true }).realEigenvalues);
    const found = await largestEigenvalue(matrixProduct(matrix), { ...options, start: gaussian(dimension, "start") });
    assertAlmostEquals(found.value, expected, tolerance * Math.abs(expected));
    assert(found.converged && found.residual <= options.tolerance, `${found.residual}`);
  });
}

Deno.test("largestEigenvalue() is the largest, not the one of greatest magnitude", async () => {
  const start = gaussian(4, "start");
  for (const [eigenvalues, expected] of [[[-9, -1, 2, 0], 2], [[-9, -4, -2, -7], -2]] as const) {
    const { value, converged } = await largestEigenvalue(diagonalProduct(eigenvalues), { ...options, start });
    assertAlmostEquals(value, expected, tolerance);
    assert(converged);
  }
});

Deno.test("largestEigenvalue() scales with the matrix", async () => {
  const eigenvalues = [...gaussian(50, "eigenvalues")];
  const start = gaussian(50, "start");
  const { iterations, value } = await largestEigenvalue(diagonalProduct(eigenvalues), { ...options, start });
  const larger = await largestEigenvalue(diagonalProduct(eigenvalues.map((lambda) => 8 * lambda)), {
    ...options,
    start,
  });
  // Eight is a power of two: the same roundings all along, but for the small eigenproblem's.
  assertAlmostEquals(larger.value, 8 * value, 1e-12 * Math.abs(larger.value));
  assertEquals(larger.iterations, iterations);
});

Deno.test("largestEigenvalue() goes on from its best vector where there are more products than vectors", async () => {
  // Evenly spread eigenvalues: the search lasts long.
  const eigenvalues = Array.from({ length: 400 }, (_, i) => i / 399);
  const found = await largestEigenvalue(diagonalProduct(eigenvalues), { ...options, start: gaussian(400, "start") });
  assert(found.iterations > 60, `${found.iterations}`);
  assert(found.converged);
  assertAlmostEquals(found.value, 1, tolerance);
});

Deno.test("largestEigenvalue() tells what it left over where it may not go on", async () => {
  const eigenvalues = [0, 1, 2, 3, 4, 5, 6, 7];
  const start = new Float32Array(8).fill(1);
  const [one, some] = [1, 4].map((iterations) => ({ iterations, tolerance: 1e-5, start }));
  // The start alone, by hand: the mean of the eigenvalues and their standard deviation over it.
  const first = await largestEigenvalue(diagonalProduct(eigenvalues), one!);
  assertAlmostEquals(first.value, 3.5, tolerance);
  assertAlmostEquals(first.residual, Math.sqrt(5.25) / 3.5, tolerance);
  assertEquals([first.converged, first.iterations], [false, 1]);
  const found = await largestEigenvalue(diagonalProduct(eigenvalues), some!);
  assert(found.value > first.value && found.value < 7 && found.residual < first.residual);
  assertEquals([found.converged, found.iterations], [false, 4]);
});

Deno.test("largestEigenvalue() counts products and gives the same answer twice", async () => {
  let products = 0;
  const product: SymmetricProduct = (vector) => {
    products++;
    return diagonalProduct([1, 5, 3, -2, 8])(vector);
  };
  const start = gaussian(5, "start");
  const found = await largestEigenvalue(product, { ...options, start });
  assertEquals(found.iterations, products);
  assertEquals(await largestEigenvalue(product, { ...options, start }), found);
});

Deno.test("largestEigenvalue() of equal eigenvalues and of zero takes two products", async () => {
  for (const lambda of [3, 0]) {
    const found = await largestEigenvalue(diagonalProduct([lambda, lambda, lambda]), {
      ...options,
      start: gaussian(3, "start"),
    });
    assertAlmostEquals(found.value, lambda, tolerance);
    assertAlmostEquals(found.residual, 0, tolerance);
    assertEquals([found.converged, found.iterations], [true, 2]);
  }
});

Deno.test("largestEigenvalue() is NaN and not converged where a product is not finite", async () => {
  for (const bad of [NaN, Infinity]) {
    for (const iterations of [1, 20]) {
      const { vector: _vector, ...found } = await largestEigenvalue(diagonalProduct([1, bad, 2]), {
        start: Float32Array.of(1, 1, 1),
        iterations,
        tolerance: 1e-3,
      });
      assertEquals(found, { value: NaN, residual: NaN, converged: false, iterations: 1 });
    }
  }
});

Deno.test("largestEigenvalue() refuses no products and a start without a direction", async () => {
  const start = Float32Array.of(1);
  await assertRejects(() => largestEigenvalue(diagonalProduct([1]), { ...options, iterations: 0, start }), RangeError);
  await assertRejects(
    () => largestEigenvalue(diagonalProduct([1]), { ...options, start: new Float32Array(1) }),
    RangeError,
  );
});
