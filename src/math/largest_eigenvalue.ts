import { EVD, Matrix } from "ml-matrix";
import { dot, norm } from "./vectors.ts";

/** Multiplies a symmetric matrix with a vector `[D]`. The answer is only lent until the next call. */
export type SymmetricProduct = (vector: Float32Array<ArrayBuffer>) => Promise<ArrayLike<number>>;

/** Options of `largestEigenvalue()`. */
export interface LargestEigenvalueOptions {
  /** Where the search begins, `[D]`: a random vector, as one without a share in the eigenvector never finds it. */
  readonly start: Float32Array<ArrayBuffer>;
  /** Products at most, at least 1; the last one measures the residual. */
  readonly iterations: number;
  /** Converged where |Hv - lambda v| <= tolerance * |lambda|, for v of length 1. */
  readonly tolerance: number;
}

/** An eigenvalue, its eigenvector and how well they are known. */
export interface Eigenpair extends Eigenvalue {
  /** Of length 1, `[D]`. */
  readonly vector: Float32Array<ArrayBuffer>;
}

/** An eigenvalue and how well it is known. */
export interface Eigenvalue {
  /** v'Hv, for v of length 1. NaN where a product is not finite. */
  readonly value: number;
  /** |Hv - lambda v| / |lambda|: an eigenvalue lies within this share of the value. 0 where Hv is 0. */
  readonly residual: number;
  /** Whether the residual meets the tolerance. */
  readonly converged: boolean;
  /** How many products it took. */
  readonly iterations: number;
}

/** Vectors at most, 1.2 GB of them at 9.8 million parameters, and those that a search goes on with when they are full: ours. */
const [basisSize, keptSize] = [30, 10];

/**
 * The largest eigenvalue of a symmetric matrix of which only products with vectors are known: the largest as numbers are ordered, also
 * where a negative one has the greater magnitude. Lanczos's method, each vector orthogonalised twice against all before it; when 30
 * vectors are there, the search goes on from the 10 best combinations of them. Value and residual are measured by a product of
 * their own and not taken from the recurrence. Vectors are float32, `4 D` bytes each, sums float64.
 *
 * A small residual proves that there is an eigenvalue here; that it is the largest rests on the random start.
 *
 * Source: Lanczos (1950); Wu and Simon (2000), thick restart.
 *
 * @throws {RangeError} If `iterations` is less than 1 or `start` is zero.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { largestEigenvalue } from "./largest_eigenvalue.ts";
 *
 * const diagonal = [-5, 1, 3];
 * const { value } = await largestEigenvalue((v) => Promise.resolve(v.map((x, i) => diagonal[i]! * x)), {
 *   start: Float32Array.of(1, 1, 1),
 *   iterations: 10,
 *   tolerance: 1e-6,
 * });
 * assertAlmostEquals(value, 3, 1e-6);
 * ```
 */
export async function largestEigenvalue(
  product: SymmetricProduct,
  { start, iterations, tolerance }: LargestEigenvalueOptions,
): Promise<Eigenpair> {
  if (!(iterations >= 1)) {
    throw new RangeError(`Cannot search an eigenvalue as it needs a product or more: ${iterations}`);
  }
  const length = norm(start);
  if (!(length > 0)) throw new RangeError(`Cannot search an eigenvalue as the start must have a length: ${length}`);
  let best = start.map((value) => value / length);
  let basis = [best];
  /** The matrix as the basis sees it, v_i' H v_j for i <= j: a column a vector. */
  let columns: number[][] = [];
  let made = 0;

  while (made < iterations - 1) {
    const rest = Float64Array.from(await product(basis.at(-1)!));
    made++;
    const size = lengthOf(rest);
    columns.push(project(rest, basis));
    const left = lengthOf(rest);
    if (!Number.isFinite(left)) return { value: NaN, residual: NaN, converged: false, iterations: made, vector: best };

    const pairs = eigenpairs(columns);
    const { value, shares } = pairs[0]!;
    const wrong = left * Math.abs(shares.at(-1)!);
    // What is left below float32's rounding is no direction, and no more vectors than dimensions are orthogonal.
    const done = wrong <= tolerance * Math.abs(value) || left <= 2 ** -23 * size || basis.length === rest.length;
    if (done || made === iterations - 1) {
      best = combine(basis, shares);
      break;
    }
    if (basis.length === basisSize) {
      const kept = pairs.slice(0, keptSize);
      basis = kept.map(({ shares }) => combine(basis, shares));
      columns = kept.map(({ value }, index) => [...new Array<number>(index).fill(0), value]);
    }
    basis.push(Float32Array.from(rest, (number) => number / left));
  }
  return await measure(product, best, { tolerance, made });
}

/** Takes all vectors' shares off `rest` and returns them: twice, as once leaves what rounding made of the first. */
function project(rest: Float64Array, basis: readonly Float32Array[]): number[] {
  const shares = new Array<number>(basis.length).fill(0);
  for (let round = 0; round < 2; round++) {
    for (const [index, vector] of basis.entries()) {
      let share = 0;
      for (let i = 0; i < rest.length; i++) share += vector[i]! * rest[i]!;
      for (let i = 0; i < rest.length; i++) rest[i]! -= share * vector[i]!;
      shares[index]! += share;
    }
  }
  return shares;
}

/** Eigenvalues, the largest first, and eigenvectors of length 1 of the symmetric matrix with these columns down to the diagonal. */
function eigenpairs(columns: readonly number[][]): { value: number; shares: number[] }[] {
  const matrix = Matrix.zeros(columns.length, columns.length);
  for (const [j, column] of columns.entries()) {
    for (const [i, number] of column.entries()) matrix.set(i, j, number).set(j, i, number);
  }
  const { realEigenvalues, eigenvectorMatrix } = new EVD(matrix, { assumeSymmetric: true });
  return realEigenvalues
    .map((value, index) => ({ value, shares: eigenvectorMatrix.getColumn(index) }))
    .sort((a, b) => b.value - a.value);
}

function combine(basis: readonly Float32Array[], shares: readonly number[]): Float32Array<ArrayBuffer> {
  const sum = new Float64Array(basis[0]!.length);
  for (const [index, vector] of basis.entries()) {
    for (let i = 0; i < sum.length; i++) sum[i]! += shares[index]! * vector[i]!;
  }
  return Float32Array.from(sum);
}

async function measure(
  product: SymmetricProduct,
  vector: Float32Array<ArrayBuffer>,
  { tolerance, made }: { readonly tolerance: number; readonly made: number },
): Promise<Eigenpair> {
  const image = Float64Array.from(await product(vector));
  const square = dot(vector, vector);
  const value = image.reduce((sum, number, i) => sum + number * vector[i]!, 0) / square;
  const wrong = lengthOf(image.map((number, i) => number - value * vector[i]!));
  const residual = wrong === 0 ? 0 : wrong / (Math.sqrt(square) * Math.abs(value));
  return {
    value: Number.isFinite(wrong) ? value : NaN,
    residual,
    converged: residual <= tolerance,
    iterations: made + 1,
    vector,
  };
}

function lengthOf(vector: Float64Array): number {
  return Math.sqrt(vector.reduce((sum, number) => sum + number * number, 0));
}
