/** A mate: computes its part of gradients and segments on one thread. */

import { resolveNetwork } from "../../../network/resolve.ts";
import { Runners } from "../runners.ts";
import { loadRuntime, message as messageOf } from "../runtime.ts";
import type { HeldBatch } from "../sample_set.ts";
import { Segments } from "../segments.ts";
import { Exchange } from "./exchange.ts";
import { openPart } from "./part.ts";
import type { FromMate, MateAnswer, MateSetup, SentBatch, SentTask, ToMate } from "./protocol.ts";

const scope = self as unknown as {
  onmessage: ((event: MessageEvent<ToMate>) => void) | null;
  postMessage(message: FromMate): void;
};
let mate: ReturnType<typeof open> | undefined;
let last = Promise.resolve();

scope.onmessage = ({ data }) => {
  last = last.then(() => obey(data));
};

async function obey(message: ToMate): Promise<void> {
  if (message.kind === "open") {
    mate = open(message.setup);
    return;
  }
  try {
    const { segment, gradient, release } = await mate!;
    if (message.kind === "release") return release(message.ids);
    const answer = message.kind === "segment"
      ? await segment(message.tasks)
      : await gradient(message.batch, message.size);
    scope.postMessage({ kind: "answer", answer });
  } catch (error) {
    scope.postMessage({ kind: "failed", message: messageOf(error) });
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
  const [from, to] = ends.map((shared) => ({
    shared: new Float32Array(shared),
    own: new Float32Array(network.parameterCount),
  }));

  function hold(id: number, { inputs, labels }: SentBatch): void {
    batches.set(id, { samples: runtime.tensor([labels.length, inputs.length / labels.length], inputs), labels });
  }

  return {
    async segment(tasks: readonly SentTask[]): Promise<MateAnswer> {
      for (const { id, batch } of tasks) if (batch) hold(id, batch);
      for (const end of [from!, to!]) end.own.set(end.shared);
      return await segments.sums(
        from!.own,
        to!.own,
        tasks.map(({ id, alphas }) => ({ batch: batches.get(id)!, alphas })),
      );
    },
    async gradient(batch: SentBatch, size: number): Promise<MateAnswer> {
      from!.own.set(from!.shared);
      const { loss, correct, gradient } = await (await parts.get(size)).run(from!.own, batch);
      new Float32Array(answer).set(gradient);
      return [loss, correct];
    },
    release(ids: readonly number[]): void {
      segments.release(ids.map((id) => batches.get(id)!));
      for (const id of ids) batches.delete(id);
    },
  };
}
