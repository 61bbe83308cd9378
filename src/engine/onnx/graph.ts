/** An ONNX graph as plain data, built operator by operator with all shapes known. */

/** The element types that the engine's graphs use. */
export type ElementType = "float32" | "int32" | "int64" | "bool";

/** A tensor of a graph: a name, an element type and a shape. */
export interface Value {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
}

/** An operator's attribute: integer, integers, or a float. */
export type Attribute = number | readonly number[] | { readonly float: number };

/** One operator at work. */
export interface Node {
  readonly operator: string;
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** A value that is known when the graph is built. */
export interface Constant {
  readonly value: Value;
  readonly data: Float32Array | Int32Array | BigInt64Array;
}

/** Which factors of a matrix product are transposed. */
export interface Transposed {
  readonly left?: boolean;
  readonly right?: boolean;
}

/** The operators of one input that keep its shape. */
export type Unary = "Exp" | "Identity" | "Log" | "Neg" | "Reciprocal" | "Relu" | "Sqrt";

/** The operators of two inputs that broadcast. */
export type Binary = "Add" | "Div" | "Max" | "Mul" | "Sub";

/** The comparisons: they broadcast and give bool. */
export type Comparison = "Greater" | "GreaterOrEqual";

/** The reductions. Reduced axes stay, with length 1. */
export type Reduction = "ReduceMean" | "ReduceSum";

/** A graph being built. */
export class Graph {
  readonly nodes: Node[] = [];
  readonly inputs: Value[] = [];
  readonly outputs: Value[] = [];
  readonly constants: Constant[] = [];
  /** Values that a node writes straight into an output, with the output's name. */
  readonly outputNames: Map<Value, string> = new Map();
  readonly #known = new Map<string, Value>();
  #count = 0;

  /** An input that a run must feed. */
  input(name: string, shape: readonly number[], type: ElementType = "float32"): Value {
    const value = { name, type, shape };
    this.inputs.push(value);
    return value;
  }

  /** Makes a value an output under this name, in this shape of the same size. */
  output(name: string, from: Value, shape: readonly number[] = from.shape): Value {
    const target = { name, type: from.type, shape };
    this.outputs.push(target);
    const ownNode = this.nodes.some(({ outputs }) => outputs.includes(from));
    if (shape.join() !== from.shape.join()) this.nodes.push(node("Reshape", [from, this.#integers(shape)], [target]));
    else if (ownNode && !this.outputNames.has(from)) this.outputNames.set(from, name);
    else this.nodes.push(node("Identity", [from], [target]));
    return target;
  }

  /** A constant. With a key it is made once: later calls with the same key give the same value. */
  constant(shape: readonly number[], make: () => Constant["data"], key?: string): Value {
    const known = key === undefined ? undefined : this.#known.get(key);
    if (known) return known;
    const data = make();
    const type = data instanceof Float32Array ? "float32" : data instanceof Int32Array ? "int32" : "int64";
    const value: Value = { name: this.#name("constant"), type, shape };
    this.constants.push({ value, data });
    if (key !== undefined) this.#known.set(key, value);
    return value;
  }

  /** A float constant of one number, or of a shape filled with it. */
  fill(number: number, shape: readonly number[] = []): Value {
    return this.constant(shape, () => new Float32Array(sizeOf(shape)).fill(number), `fill ${number} ${shape}`);
  }

  /** Any operator with one output. */
  apply(
    operator: string,
    inputs: readonly Value[],
    shape: readonly number[],
    attributes: Node["attributes"] = {},
    type: ElementType = "float32",
  ): Value {
    const output: Value = { name: this.#name(operator), type, shape };
    this.nodes.push(node(operator, inputs, [output], attributes));
    return output;
  }

  unary(operator: Unary, x: Value): Value {
    return this.apply(operator, [x], x.shape, {}, x.type);
  }

  binary(operator: Binary, a: Value, b: Value): Value {
    return this.apply(operator, [a, b], broadcast(a.shape, b.shape));
  }

  /** A comparison; the same one is made once, as a gradient and its tangent ask the same. */
  compare(operator: Comparison, a: Value, b: Value): Value {
    const key = `${operator} ${a.name} ${b.name}`;
    const known = this.#known.get(key) ?? this.apply(operator, [a, b], broadcast(a.shape, b.shape), {}, "bool");
    this.#known.set(key, known);
    return known;
  }

  add(a: Value, b: Value): Value {
    return this.binary("Add", a, b);
  }

  subtract(a: Value, b: Value): Value {
    return this.binary("Sub", a, b);
  }

  multiply(a: Value, b: Value): Value {
    return this.binary("Mul", a, b);
  }

  divide(a: Value, b: Value): Value {
    return this.binary("Div", a, b);
  }

  /** 1 where a condition holds, 0 where not: a mask to multiply by, as the operator Where takes five times as long. */
  indicator(condition: Value): Value {
    return this.apply("Cast", [condition], condition.shape, { to: 1 });
  }

  /** The product of two matrices. */
  matrixProduct(a: Value, b: Value, transposed: Transposed = {}): Value {
    const { left = false, right = false } = transposed;
    const shape = [a.shape[left ? 1 : 0]!, b.shape[right ? 0 : 1]!];
    if (!left && !right) return this.apply("MatMul", [a, b], shape);
    return this.apply("Gemm", [a, b], shape, { transA: Number(left), transB: Number(right) });
  }

  /** The products of matrices with the same number of them, `[K, m, k]` times `[K, k, n]`. */
  batchedProduct(a: Value, b: Value, transposed: Transposed = {}): Value {
    const { left = false, right = false } = transposed;
    const shape = [a.shape[0]!, a.shape[left ? 2 : 1]!, b.shape[right ? 1 : 2]!];
    if (!left && !right) return this.apply("MatMul", [a, b], shape);
    return this.apply("FusedMatMul", [a, b], shape, { transA: Number(left), transB: Number(right) });
  }

  reduce(operator: Reduction, x: Value, axes: readonly number[]): Value {
    const shape = x.shape.map((length, axis) => axes.includes(axis) ? 1 : length);
    return this.apply(operator, [x, this.#integers(axes)], shape);
  }

  /** exp(x) / sum(exp(x)) along an axis. */
  softmax(x: Value, axis: number): Value {
    return this.apply("Softmax", [x], x.shape, { axis });
  }

  reshape(x: Value, shape: readonly number[]): Value {
    if (shape.join() === x.shape.join()) return x;
    return this.apply("Reshape", [x, this.#integers(shape)], shape, {}, x.type);
  }

  transpose(x: Value, order: readonly number[]): Value {
    return this.apply("Transpose", [x], order.map((axis) => x.shape[axis]!), { perm: order });
  }

  /** The slices of `x` along an axis that a one-dimensional table of indices names. */
  gather(x: Value, table: Value, axis: number): Value {
    const shape = x.shape.map((length, at) => at === axis ? table.shape[0]! : length);
    return this.apply("Gather", [x, table], shape, { axis });
  }

  concatenate(parts: readonly Value[], axis: number): Value {
    const length = parts.reduce((sum, part) => sum + part.shape[axis]!, 0);
    return this.apply("Concat", parts, parts[0]!.shape.map((old, at) => at === axis ? length : old), { axis });
  }

  /** Cuts `x` along an axis into `count` equal parts. */
  split(x: Value, count: number, axis: number): Value[] {
    const shape = x.shape.map((length, at) => at === axis ? length / count : length);
    const outputs = Array.from({ length: count }, (): Value => ({ name: this.#name("Split"), type: x.type, shape }));
    this.nodes.push(node("Split", [x], outputs, { axis, num_outputs: count }));
    return outputs;
  }

  /** What all threads that share a batch have of values, `[threads, ...shape]`; see `split/`. What is wanted at once is exchanged at once. */
  gatherAcrossThreads(values: readonly Value[], threads: number): Value[] {
    const outputs = values.map((value): Value => ({
      ...value,
      name: this.#name(gatherAcrossThreads),
      shape: [threads, ...value.shape],
    }));
    this.nodes.push(node(gatherAcrossThreads, values, outputs));
    return outputs;
  }

  #integers(values: readonly number[]): Value {
    return this.constant([values.length], () => BigInt64Array.from(values, BigInt), `integers ${values}`);
  }

  #name(stem: string): string {
    return `${stem}_${this.#count++}`;
  }
}

/** The operator that exchanges values between the threads which share a batch: not the library's. */
export const gatherAcrossThreads = "GatherAcrossThreads";

/** How many elements a tensor of this shape has. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

function node(
  operator: string,
  inputs: readonly Value[],
  outputs: readonly Value[],
  attributes: Node["attributes"] = {},
): Node {
  return { operator, inputs, outputs, attributes };
}

function broadcast(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[axis - rank + a.length] ?? 1;
    const right = b[axis - rank + b.length] ?? 1;
    if (left !== right && left !== 1 && right !== 1) throw new Error(`internal: shapes [${a}] and [${b}] do not fit`);
    return left === 1 ? right : left;
  });
}
