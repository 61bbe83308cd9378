import { assert, assertEquals } from "@std/assert";
import { timeSubjects } from "../../src/cli/time_subjects.ts";
import type { Subject } from "../../src/spec/bench.ts";

/** A benchmark that writes down what is done with it, and says that it was so long in the engine. */
function subject(name: string, log: string[], engineSeconds?: number): Subject {
  return {
    name,
    kind: "step",
    work: { count: 1, unit: "images" },
    open() {
      log.push(`open ${name}`);
      return Promise.resolve({
        run() {
          log.push(`run ${name}`);
          return Promise.resolve(engineSeconds);
        },
        [Symbol.dispose]: () => void log.push(`close ${name}`),
      });
    },
  };
}

Deno.test("timeSubjects() opens, warms up, times and closes each benchmark once a round, one after the other", async () => {
  const log: string[] = [];
  const told: string[] = [];
  const results = await timeSubjects([subject("a", log), subject("b", log)], {
    rounds: 2,
    seconds: 0,
    onTurn: ({ name }, round) => told.push(`${name}${round}`),
  });
  const turn = (name: string) => [`open ${name}`, `run ${name}`, `run ${name}`, `close ${name}`];
  assertEquals(log, [...turn("a"), ...turn("b"), ...turn("a"), ...turn("b")]);
  assertEquals(told, ["a1", "b1", "a2", "b2"]);
  assertEquals(results.map(({ name, iterations, seconds }) => [name, iterations, seconds.length]), [
    ["a", 2, 2],
    ["b", 2, 2],
  ]);
});

Deno.test("timeSubjects() does not warm up what opens all anew", async () => {
  const log: string[] = [];
  await timeSubjects([{ ...subject("a", log), cold: true }], { rounds: 1, seconds: 0 });
  assertEquals(log, ["open a", "run a", "close a"]);
});

Deno.test("timeSubjects() closes a benchmark that fails", async () => {
  const log: string[] = [];
  const failing: Subject = {
    ...subject("a", log),
    open: () =>
      Promise.resolve({
        run: () => Promise.reject(new Error("no memory")),
        [Symbol.dispose]: () => void log.push("closed"),
      }),
  };
  const message = await timeSubjects([failing], { rounds: 1, seconds: 0 }).catch(({ message }) => message);
  assertEquals([message, log], ["no memory", ["closed"]]);
});

Deno.test("timeSubjects() gives the share of its workers' time in the engine where a benchmark tells, and none where it does not", async () => {
  const [telling, silent] = await timeSubjects([{ ...subject("a", [], 1), workers: 2 }, subject("b", [])], {
    rounds: 3,
    seconds: 0,
  });
  // Each iteration says one second, of two workers' time over the rounds.
  const wall = telling!.seconds.reduce((sum, seconds) => sum + seconds, 0);
  const share = 3 / (2 * wall);
  // The wall time of a turn is read after its last iteration ended, and is longer than the iteration.
  assert(telling!.engineShare! > 0 && telling!.engineShare! <= share, `${telling!.engineShare} of ${share}`);
  assertEquals(silent!.engineShare, undefined);
});
