import { assertEquals, assertThrows } from "@std/assert";
import { Exchange } from "../../../../src/engine/onnx/split/exchange.ts";
import { ExchangeError } from "../../../../src/engine/onnx/split/settle.ts";

Deno.test("gather() gives every thread what all have, round by round, however far apart they are", async () => {
  const [threads, rounds] = [3, 500];
  const memory = Exchange.memory(threads, 1);
  const workers = Array.from(
    { length: threads },
    () => new Worker(new URL("./exchange_worker.ts", import.meta.url), { type: "module" }),
  );
  try {
    const got = await Promise.all(workers.map((worker, thread) => {
      const told = Promise.withResolvers<number[][]>();
      worker.onmessage = ({ data }: MessageEvent<number[][]>) => told.resolve(data);
      worker.postMessage({ place: { memory, threads, thread }, rounds });
      return told.promise;
    }));
    const expected = Array.from({ length: rounds }, (_, round) => [round, 1000 + round, 2000 + round]);
    for (const one of got) assertEquals(one, expected);
  } finally {
    for (const worker of workers) worker.terminate();
  }
});

Deno.test("gather() on one thread gives its own numbers, array by array", () => {
  const exchange = new Exchange({ memory: Exchange.memory(1, 4), threads: 1, thread: 0 });
  const all = [new Float32Array(1), new Float32Array(3)];
  exchange.gather([Float32Array.of(1), Float32Array.of(2, 3, 4)], all);
  assertEquals(all, [Float32Array.of(1), Float32Array.of(2, 3, 4)]);
});

Deno.test("gather() fails where another thread has given up, and does not wait for ever", () => {
  const memory = Exchange.memory(2, 1);
  const [one, other] = [0, 1].map((thread) => new Exchange({ memory, threads: 2, thread }));
  other!.abandon();
  const gather = () => one!.gather([new Float32Array(1)], [new Float32Array(2)]);
  assertThrows(gather, ExchangeError, "another thread");

  // After a reset all begin anew: the other's first exchange is there before this one comes.
  one!.reset();
  other!.begin();
  new Int32Array(memory)[1] = 1;
  one!.begin();
  gather();
});
