import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { normals, randomStream } from "../../src/math/random.ts";
import { structuredNoise } from "../../src/optim/structured_noise.ts";
import { noiseContextOf, variances } from "../reference/mean_sample.ts";

const random = normals(randomStream(0, "data"));
/** Two features that go together, in part. */
const data = Array.from({ length: 30 }, () => {
  const common = random();
  return [common + random(), 2 * common];
});

async function drawSteps(count: number, batchSize = 5, drawn: string[] = []): Promise<Float32Array[]> {
  const noise = structuredNoise(noiseContextOf(data, { batchSize, drawn }));
  const all: Float32Array[] = [];
  for (let step = 0; step < count; step++) {
    const into = new Float32Array(2);
    await noise.draw(step, new Float32Array(2), into);
    all.push(into);
  }
  return all;
}

Deno.test("structuredNoise() has mean 0 and the covariance of a mini-batch gradient drawn without replacement", async () => {
  const count = 6000;
  const noises = await drawSteps(count);
  const [first, second] = variances(data);
  const sum = data.map(([a, b]) => [a! + b!]);
  // The covariance of a mean of 5 of 30 samples is (1 - 5 / 30) / 5 of a sample's.
  const share = (1 - 5 / 30) / 5;
  const expected = [first!, second!, (variances(sum)[0]! - first! - second!) / 2].map((value) => share * value);
  const found = [
    ...variances(noises),
    noises.reduce((total, noise) => total + noise[0]! * noise[1]!, 0) / count,
  ];
  // Estimated variances vary by sqrt(2 / 6000) = 1.8 %: three of these. Without the finite number of samples they would be 20 % larger.
  expected.forEach((value, i) => assertAlmostEquals(found[i]! / value, 1, 0.055));
  noises[0]!.forEach((_, i) => {
    const mean = noises.reduce((total, noise) => total + noise[i]!, 0) / count;
    assert(Math.abs(mean) < 4 * Math.sqrt(expected[i]! / count), `${mean}`);
  });
});

Deno.test("structuredNoise() is (g_1 - g_2) / sqrt(2) of the step's mini-batch and one drawn for the step alone", async () => {
  const drawn: string[] = [];
  const [noise] = await drawSteps(1, 5, drawn);
  assertEquals(drawn, ["structured noise/0, 0"]);
  const context = noiseContextOf(data, { batchSize: 5 });
  const theta = new Float32Array(2);
  const first = await context.program.gradient(theta, context.miniBatch(0));
  const second = await context.program.gradient(theta, context.drawBatch("structured noise/0"));
  const expected = first.gradient.map((value, i) => (value - second.gradient[i]!) * Math.SQRT1_2);
  assertEquals(noise, expected);
});

Deno.test("structuredNoise() is nothing where a mini-batch is all samples", async () => {
  const [noise] = await drawSteps(1, 30);
  // The same 30 numbers summed in two orders, rounded to float32.
  noise!.forEach((value) => assertAlmostEquals(value, 0, 1e-6));
});
