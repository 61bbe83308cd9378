/** A mate: computes its part of gradients and segments on one thread. */

import { resolveNetwork } from "../../../network/resolve.ts";
import { Runners } from "../runners.ts";
import { loadRuntime, message as messageOf } from "../runtime.ts";
import type { HeldBatch } from "../sample_set.ts";
import { Segments } from "../segments.ts";
import { Exchange, ExchangeError } from "./exchange.ts";
import { openPart } from "./part.ts";
import type { FromMate, MateAnswer, MateSetup, SentBatch, SentTask, ToMate } from "./protocol.ts";

const scope = self as unknown as {
  onmessage: ((event: MessageEvent<ToMate>) => void) | null;
  postMessage(message: FromMate): void;
};
let mate: Awaited<ReturnType<typeof open>> | undefined;
let last = Promise.resolve();

scope.onmessage = ({ data }) => {
  last = last.then(() => obey(data));
};

async function obey(message: ToMate): Promise<void> {
  try {
    if (message.kind === "release") mate!.release(message.ids);
    else scope.postMessage({ kind: "answer", answer: await answer(message) });
  } catch (error) {
    scope.postMessage({ kind: "failed", message: messageOf(error), echo: error instanceof ExchangeError });
  }
}

async function answer(message: Exclude<ToMate, { kind: "release" }>): Promise<MateAnswer> {
  switch (message.kind) {
    case "open":
      mate = await open(message.setup);
      return [];
    case "segment":
      return await mate!.segment(message.tasks);
    case "gradient":
      return await mate!.gradient(message.batch, message.size);
  }
}

async function open({ network: spec, budget, ends, gradient: answer, place }: MateSetup) {
  const network = resolveNetwork(spec);
  const runtime = await loadRuntime("cpu", 1);
  const segments = new Segments(runtime, network, budget);
  const batches = new Map<number, HeldBatch>();
  const exchange = new Exchange(place);
  const parts = new Runners((size) => openPart(runtime, network, size, { place, exchange }));
  // The library refuses shared memory.
  const [from, to] = [new Float32Array(network.parameterCount), new Float32Array(network.parameterCount)];

  function hold(id: number, { inputs, labels }: SentBatch): void {
    batches.set(id, { samples: runtime.tensor([labels.length, inputs.length / labels.length], inputs), labels });
  }

  return {
    async segment(tasks: readonly SentTask[]): Promise<MateAnswer> {
      for (const { id, batch } of tasks) if (batch) hold(id, batch);
      from.set(new Float32Array(ends[0]));
      to.set(new Float32Array(ends[1]));
      return await segments.sums(from, to, tasks.map(({ id, alphas }) => ({ batch: batches.get(id)!, alphas })));
    },
    async gradient(batch: SentBatch, size: number): Promise<MateAnswer> {
      try {
        from.set(new Float32Array(ends[0]));
        const { loss, correct, gradient } = await (await parts.get(size)).run(from, batch);
        new Float32Array(answer).set(gradient);
        return [loss, correct];
      } catch (error) {
        exchange.abandon();
        throw error;
      }
    },
    release(ids: readonly number[]): void {
      segments.release(ids.map((id) => batches.get(id)!));
      for (const id of ids) batches.delete(id);
    },
  };
}
