import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { normals, randomStream } from "../../src/math/random.ts";
import { cosine, distance, dot, firstNonFinite, interpolate, norm } from "../../src/math/vectors.ts";

function gaussian(length: number, name: string): Float32Array<ArrayBuffer> {
  const normal = normals(randomStream(0, name));
  return Float32Array.from({ length }, () => normal());
}

Deno.test("dot() sums in float64: a small number beside large ones is not lost", () => {
  // In float32 1e8 + 1 is 1e8 and the sum would be 0; every product and sum here is exact in float64.
  assertEquals(dot(Float32Array.of(1e4, 1, 1e4), Float32Array.of(1e4, 1, -1e4)), 1);
});

Deno.test("norm() and distance() are exact on whole triangles", () => {
  assertEquals(norm(Float32Array.of(3, 4)), 5);
  assertEquals(distance(Float32Array.of(4, 1), Float32Array.of(1, 5)), 5);
  assertEquals(distance(Float32Array.of(4, 1), Float32Array.of(4, 1)), 0);
});

Deno.test("distance() keeps the digits of close points", () => {
  const ulp = 2 ** -23;
  assertEquals(distance(Float32Array.of(1 + ulp), Float32Array.of(1)), ulp);
});

Deno.test("cosine() is 0 for orthogonal, 1 for parallel and -1 for opposite gradients", () => {
  const gradient = gaussian(1000, "gradient");
  assertEquals(cosine(Float32Array.of(1, 1), Float32Array.of(1, -1)), 0);
  // Three sums of 1000 terms, each with a relative rounding below 1000 * 2^-53.
  assertAlmostEquals(cosine(gradient, gradient), 1, 1e-12);
  assertAlmostEquals(cosine(gradient, gradient.map((x) => -2 * x)), -1, 1e-12);
});

Deno.test("cosine() never leaves [-1, 1]", () => {
  for (let length = 1; length < 300; length++) {
    const vector = gaussian(length, `length ${length}`);
    const value = cosine(vector, vector.map((x) => 3 * x));
    assert(value <= 1, `${value} at length ${length}`);
  }
});

Deno.test("cosine() is NaN where one vector is zero", () => {
  assertEquals(cosine(Float32Array.of(0, 0), Float32Array.of(1, 0)), NaN);
  assertEquals(cosine(Float32Array.of(1, 0), Float32Array.of(0, 0)), NaN);
});

Deno.test("interpolate() gives the ends exactly and the middle between", () => {
  const from = gaussian(50, "from");
  const to = gaussian(50, "to");
  const into = new Float32Array(50);
  assertEquals(interpolate(from, to, 0, into), from);
  assertEquals(interpolate(from, to, 1, into), to);
  assertEquals(
    interpolate(Float32Array.of(1, -2), Float32Array.of(3, 2), 0.5, into.subarray(0, 2)),
    Float32Array.of(2, 0),
  );
});

Deno.test("firstNonFinite() finds the first NaN or infinity", () => {
  assertEquals(firstNonFinite(gaussian(1000, "finite")), -1);
  assertEquals(firstNonFinite(Float32Array.of(3.4e38, -3.4e38, 0)), -1);
  assertEquals(firstNonFinite(new Float32Array(0)), -1);
  for (const bad of [NaN, Infinity, -Infinity]) {
    const vector = gaussian(100, "bad");
    vector[70] = bad;
    vector[90] = NaN;
    assertEquals(firstNonFinite(vector), 70);
  }
});

Deno.test("vectors of unlike lengths are a TypeError", () => {
  const [two, three] = [new Float32Array(2), new Float32Array(3)];
  for (const operation of [dot, distance, cosine]) assertThrows(() => operation(two, three), TypeError, "2 and 3");
  assertThrows(() => interpolate(two, three, 0.5, two), TypeError);
  assertThrows(() => interpolate(two, two, 0.5, three), TypeError);
});
