import { assertEquals } from "@std/assert";
import { formatLive, formatProgress } from "../../src/cli/progress_text.ts";
import { createProgressView } from "../../src/cli/progress_view.ts";
import { createTally, type RunProgress } from "../../src/cli/tally.ts";
import type { CaseProgress } from "../../src/spec/progress.ts";

const progress: RunProgress = {
  cases: 30,
  ended: 12,
  diverged: 0,
  failed: 0,
  steps: 3450,
  totalSteps: 9000,
  stepsPerSecond: 810.4,
  share: 0.4,
  secondsLeft: 192,
  seconds: 4,
  running: [],
};

function running(caseId: string, values: Partial<CaseProgress> = {}): CaseProgress {
  return { caseId, status: "running", step: 1, steps: 60, epoch: 1, work: 1, totalWork: 60, loss: 2.302585, ...values };
}

Deno.test("formatProgress() tells cases, steps, rate and time left", () => {
  assertEquals(formatProgress(progress), "12/30 cases, 3,450/9,000 steps, 810 steps/s, 3 min 12 s left");
});

Deno.test("formatProgress() tells what is not known, diverged and failed cases, and the end", () => {
  assertEquals(
    formatProgress({ ...progress, ended: 0, steps: 0, stepsPerSecond: NaN, secondsLeft: NaN }),
    "0/30 cases, 0/9,000 steps, time left unknown yet",
  );
  assertEquals(
    formatProgress({ ...progress, ended: 30, diverged: 2, failed: 1, stepsPerSecond: 1.26 }),
    "30/30 cases, 3,450/9,000 steps, 1.3 steps/s, 2 diverged, 1 failed",
  );
});

Deno.test("formatLive() shows a bar and the cases at work, cut to the terminal's width", () => {
  const cases = ["a", "b", "c", "d", "e", "f"].map((id) => running(id));
  assertEquals(
    formatLive({ ...progress, running: cases }, (id) => `case ${id}`, 60),
    [
      "████████░░░░░░░░░░░░ 40 %  12/30 cases, 3,450/9,000 steps, 8",
      "  case a: epoch 1, step 1/60, loss 2.30",
      "  case b: epoch 1, step 1/60, loss 2.30",
      "  case c: epoch 1, step 1/60, loss 2.30",
      "  case d: epoch 1, step 1/60, loss 2.30",
      "  and 2 more",
    ].map((line) => line.slice(0, 59)),
  );
});

Deno.test("formatLive() leaves the bar out on a narrow terminal, and shows the numbers", () => {
  assertEquals(formatLive(progress, String, 20), ["40 %  12/30 cases, "]);
});

function watch(live: boolean): { written: string[]; tell: (seconds: number, told: CaseProgress) => void } & Disposable {
  const written: string[] = [];
  let now = 0;
  const view = createProgressView({
    tally: createTally([{ id: "a", steps: 60, work: 60, network: "mlp", passCost: 1 }]),
    screen: { live, columns: () => 80, write: (text) => void written.push(text) },
    describe: (id) => `case ${id}`,
    clock: () => now,
  });
  return {
    written,
    tell(seconds, told) {
      now = seconds;
      view.add(told);
    },
    [Symbol.dispose]: () => view[Symbol.dispose](),
  };
}

Deno.test("createProgressView() prints a plain line at the first step, then every 10 s or 5 %, not more than one a second", () => {
  using view = watch(false);
  view.tell(0, running("a", { step: 0, work: 0 }));
  assertEquals(view.written, []);
  view.tell(0.5, running("a", { step: 1, work: 1 }));
  assertEquals(view.written, ["0/1 cases, 1/60 steps, 2.0 steps/s, 29.5 s left\n"]);
  view.tell(1.4, running("a", { step: 30, work: 30 }));
  assertEquals(view.written.length, 1);
  view.tell(1.5, running("a", { step: 30, work: 30 }));
  view.tell(3, running("a", { step: 31, work: 31 }));
  assertEquals(view.written.length, 2);
  view.tell(11.5, running("a", { step: 31, work: 31 }));
  assertEquals(view.written.length, 3);
  view.tell(11.6, running("a", { status: "finished", step: 60, work: 60 }));
  assertEquals(view.written.at(-1), "1/1 cases, 60/60 steps, 5.2 steps/s\n");
});

Deno.test("createProgressView() draws over its lines on a terminal and takes them away at the end", () => {
  const view = watch(true);
  {
    using _shown = view;
    view.tell(1, running("a", { step: 0, work: 0 }));
    view.tell(1.1, running("a"));
    assertEquals(view.written.length, 1, "five a second are enough");
    view.tell(1.3, running("a"));
    assertEquals(view.written[1], "\x1b[2F\x1b[J");
  }
  assertEquals(view.written.length, 4);
  assertEquals(view.written[3], "\x1b[2F\x1b[J");
});

Deno.test("createProgressView() tells at once that a case failed, and why", () => {
  using view = watch(false);
  view.tell(0.1, running("a", { status: "failed", error: "out of memory" }));
  assertEquals(view.written[0], "case a failed: out of memory\n");
});

Deno.test("createProgressView() prints what a case has to say above what is drawn", () => {
  using view = watch(false);
  view.tell(0.1, running("a", { step: 0, work: 0, note: "begins anew" }));
  assertEquals(view.written, ["case a: begins anew\n"]);
});
