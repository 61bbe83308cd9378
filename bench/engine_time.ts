import type { Program } from "../src/spec/engine.ts";
import type { Measure } from "../src/spec/measure.ts";

/** The name of the measurement. */
export const engineSeconds = "engine_seconds";

const calls = ["gradient", "hessianVector", "segment", "segmentSums", "evaluate"] as const;

/** The clocks of the programs that have one: programs serve case after case. */
const clocks = new WeakMap<Program, { seconds: number }>();

/** How long a finished walk was in the engine: the time of all calls of its program, whoever made them. */
export function engineTime(): Measure {
  return {
    name: "engineTime",
    options: null,
    gives: { measurements: [engineSeconds] },
    passes: () => 0,
    start({ program }) {
      const clock = clocks.get(program) ?? attachClock(program);
      const before = clock.seconds;
      return { end: () => Promise.resolve([{ name: engineSeconds, value: clock.seconds - before }]) };
    },
  };
}

/** A walk and its measures have one and the same program, so that its calls are clocked in place. */
function attachClock(program: Program): { seconds: number } {
  const clock = { seconds: 0 };
  clocks.set(program, clock);
  for (const name of calls) {
    const call = program[name] as (...given: readonly unknown[]) => Promise<unknown>;
    const clocked = async (...given: readonly unknown[]) => {
      const began = performance.now();
      try {
        return await call.apply(program, [...given]);
      } finally {
        clock.seconds += (performance.now() - began) / 1000;
      }
    };
    Object.assign(program, { [name]: clocked });
  }
  return clock;
}
