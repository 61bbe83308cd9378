import { assert, assertEquals } from "@std/assert";
import { randomStream } from "../../src/math/random.ts";
import { downsample } from "../../src/report/downsample.js";
import { encodeLines } from "../../src/report/lines.ts";

const count = 100_000;
const random = randomStream(1, "tests/downsample");
const x = Array.from({ length: count }, (_, index) => index);
const y = x.map((place) => Math.sin(place / 5000) + 0.1 * random());
// Lone extremes, which a mean or every tenth point would lose.
y[12_345] = 9;
y[67_891] = -9;

Deno.test("downsample() keeps every column's extremes, and four points a column at most", () => {
  const columns = 300;
  const kept = downsample(x, y, { from: 0, to: count - 1, columns });
  assert(kept.length <= 4 * columns, `${kept.length} points`);
  assert(kept.includes(12_345) && kept.includes(67_891) && kept.includes(0) && kept.includes(count - 1));
  for (let column = 0; column < columns; column++) {
    const inside = (place: number) => Math.min(columns - 1, Math.floor(place / (count - 1) * columns)) === column;
    const values = (places: number[]) => places.filter(inside).map((place) => y[place]!);
    const [all, left] = [values(x), values(kept)];
    assertEquals([Math.min(...left), Math.max(...left)], [Math.min(...all), Math.max(...all)]);
  }
});

Deno.test("downsample() keeps every point where there are fewer than columns, and one on either side of the window", () => {
  assertEquals(downsample(x, y, { from: 100, to: 103, columns: 300 }), [99, 100, 101, 102, 103, 104]);
  assertEquals(downsample([5], [1], { from: 0, to: 10, columns: 3 }), [0]);
  assertEquals(downsample([], [], { from: 0, to: 10, columns: 3 }), []);
});

Deno.test("downsample() leaves out what is not finite", () => {
  assertEquals(downsample([0, 1, 2, 3], [1, NaN, Infinity, 2], { from: 0, to: 3, columns: 100 }), [0, 3]);
});

Deno.test("encodeLines() keeps at most so many points of all lines together, each line's extremes among them", () => {
  const zoom = { data: "steps", x: "step", y: "value", by: ["seed"] };
  const rows = [0, 1].flatMap((seed) =>
    x.slice(0, 2000).map((step): Record<string, number> => ({ seed, step, value: step === 777 ? 9 : y[step]! }))
  );
  const { lines, points, kept } = encodeLines(rows, zoom, 1000);
  assertEquals([points, lines.length], [4000, 2]);
  assert(kept <= 1000, `${kept} points`);
  for (const { y } of lines) {
    const values = new Float32Array(Uint8Array.fromBase64(y).buffer);
    assertEquals(Math.max(...values), 9);
  }
  // Of a line that is whole only the first place stands there.
  assertEquals(encodeLines(rows, zoom).lines.map(({ x }) => x), [0, 0]);
});
