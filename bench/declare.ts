import type { BenchSetting, OpenSubject, Subject } from "../src/spec/bench.ts";

/** The engine and threads that `deno bench` measures: those that `deno task bench` takes by default. */
export const setting: BenchSetting = { engine: "onnx:cpu", threads: navigator.hardwareConcurrency };

let current: { readonly subject: Subject; readonly open: OpenSubject } | undefined;

/**
 * Declares benchmarks to `deno bench`: the same ones as of `deno task bench`, with Deno's way of timing. One is open at a time, as they come
 * one after the other. Networks and walks are timed five times; what is shorter, as often as Deno thinks fit.
 */
export function declare(subjects: readonly Subject[]): void {
  for (const subject of subjects) {
    const { name, kind } = subject;
    Deno.bench({
      name,
      group: kind,
      ...kind === "peak" || kind === "operator" ? {} : { n: 5, warmup: 1 },
      async fn(bench) {
        const { open } = await turnTo(subject);
        bench.start();
        await open.run();
        bench.end();
      },
    });
  }
}

async function turnTo(subject: Subject): Promise<NonNullable<typeof current>> {
  if (current?.subject === subject) return current;
  current?.open[Symbol.dispose]();
  current = { subject, open: await subject.open() };
  return current;
}
