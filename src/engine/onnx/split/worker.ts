/** A mate: computes its part of gradients and segments on one thread. */

import { resolveNetwork } from "../../../network/resolve.ts";
import { Runners } from "../runners.ts";
import { loadRuntime, message as messageOf } from "../runtime.ts";
import type { HeldBatch } from "../sample_set.ts";
import { Segments } from "../segments.ts";
import { Exchange } from "./exchange.ts";
import { openPart } from "./part.ts";
import type { Answer, FromMate, MateSetup, Question, SentBatch, SentTask, ToMate } from "./protocol.ts";
import { ExchangeError } from "./settle.ts";

/** A mate that is open. */
interface OpenMate {
  segment(tasks: readonly SentTask[]): Promise<Answer>;
  gradient(batch: SentBatch, size: number): Promise<Answer>;
  release(ids: readonly number[]): void;
}

const scope = self as unknown as {
  onmessage: ((event: MessageEvent<ToMate>) => void) | null;
  postMessage(message: FromMate): void;
};
let mate: OpenMate | undefined;
let last = Promise.resolve();

scope.onmessage = ({ data }) => {
  last = last.then(() => obey(data));
};

async function obey(message: ToMate): Promise<void> {
  if (message.kind === "release") return mate?.release(message.ids);
  try {
    scope.postMessage(await answer(message));
  } catch (error) {
    scope.postMessage({ kind: "failed", message: messageOf(error), waited: error instanceof ExchangeError });
  }
}

async function answer(question: Question): Promise<Answer> {
  if (question.kind === "open") {
    mate = await open(question.setup);
    return { kind: "open" };
  }
  if (!mate) throw new Error("internal: a mate must be open before it is asked");
  return question.kind === "segment" ? mate.segment(question.tasks) : mate.gradient(question.batch, question.size);
}

async function open({ network: spec, budget, ends, gradient: shared, place }: MateSetup): Promise<OpenMate> {
  const network = resolveNetwork(spec);
  const runtime = await loadRuntime("cpu", 1);
  const segments = new Segments(runtime, network, budget);
  const batches = new Map<number, HeldBatch>();
  const exchange = new Exchange(place);
  const parts = new Runners((size) => openPart(runtime, network, { size, place, exchange }));
  // The library refuses shared memory.
  const [from, to] = [new Float32Array(network.parameterCount), new Float32Array(network.parameterCount)];

  // Nobody could hear of what nobody has caught: who waits for this thread would wait for ever.
  for (const kind of ["error", "unhandledrejection"]) self.addEventListener(kind, () => exchange.abandon());

  function hold(id: number, { inputs, labels }: SentBatch): void {
    batches.set(id, { samples: runtime.tensor([labels.length, inputs.length / labels.length], inputs), labels });
  }

  return {
    async segment(tasks) {
      for (const { id, batch } of tasks) if (batch) hold(id, batch);
      from.set(new Float32Array(ends[0]));
      to.set(new Float32Array(ends[1]));
      const own = tasks.map(({ id, alphas }) => ({ batch: batches.get(id)!, alphas }));
      return { kind: "segment", sums: await segments.sums(from, to, own) };
    },
    async gradient(batch, size) {
      try {
        exchange.begin();
        from.set(new Float32Array(ends[0]));
        const { loss, correct, gradient } = await (await parts.get(size)).run(from, batch);
        new Float32Array(shared).set(gradient);
        return { kind: "gradient", loss, correct };
      } catch (error) {
        exchange.abandon();
        throw error;
      }
    },
    release(ids) {
      segments.release(ids.map((id) => batches.get(id)!));
      for (const id of ids) batches.delete(id);
    },
  };
}
