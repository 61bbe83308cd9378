/** A walk in a process of its own, ours or PyTorch's, that warms up, waits for the start and tells its rates. */

import { UserError } from "../../src/spec/user_error.ts";
import type { Work } from "./works.ts";

/** What a walk took. */
export interface Rates {
  /** Images a second of gradient and update. */
  readonly step: number;
  /** Evaluations a second of segments: a sample at a place. */
  readonly segment: number;
  /** The most memory that a process held, bytes; absent where a script does not tell. */
  readonly peakBytes?: number;
}

/** A program that walks. */
export interface Contestant {
  readonly name: string;
  /** The command, without the flags of the work. */
  readonly command: readonly [program: string, ...leading: string[]];
  /** Whether it knows --threads and --wait; else it takes all cores and starts at once. */
  readonly alone?: boolean;
}

/** Our engine. */
export const ours: Contestant = {
  name: "ours",
  command: [
    "deno",
    ...["run", "--quiet", "--no-prompt", "--config", pathOf("../../deno.json"), "-P=pytorch", pathOf("walk.ts")],
  ],
};

/** PyTorch by our script, or by another that takes the same flags but for --threads and --wait. */
export function pytorch(python: string, script?: string): Contestant {
  return { name: "PyTorch", command: [python, script ?? pathOf("walk.py")], alone: script !== undefined };
}

/** How a work's walks share the cores. */
export interface Sharing {
  readonly walks: number;
  readonly threads: number;
}

/** Runs a work's walks at the same time and gives their rates together. */
export async function race(contestant: Contestant, work: Work, data: string, sharing: Sharing): Promise<Rates> {
  const walks = Array.from({ length: sharing.walks }, () => startWalk(contestant, work, data, sharing.threads));
  await Promise.all(walks.map(({ ready }) => ready));
  for (const walk of walks) walk.go();
  const rates = await Promise.all(walks.map(({ rates }) => rates));
  const sum = (of: (one: Rates) => number) => rates.reduce((total, one) => total + of(one), 0);
  const peaks = rates.flatMap(({ peakBytes }) => peakBytes ?? []);
  return {
    step: sum(({ step }) => step),
    segment: sum(({ segment }) => segment),
    ...peaks.length === rates.length && { peakBytes: Math.max(...peaks) },
  };
}

function startWalk({ name, command, alone = false }: Contestant, work: Work, data: string, threads: number) {
  const [program, ...leading] = command;
  const flags = { model: work.model, data, bs: 100, iters: work.steps, points: work.points, chunk: 500 };
  const child = spawn(program, [
    ...leading,
    ...Object.entries({ ...flags, "eval-n": work.evaluated }).flatMap(([flag, value]) => [`--${flag}`, String(value)]),
    ...alone ? ["--quiet"] : ["--threads", String(threads), "--wait"],
  ]);
  const input = child.stdin.getWriter();
  const lines = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let told = "";

  async function read(until: (told: string) => boolean): Promise<void> {
    while (!until(told)) {
      const { value, done } = await lines.read();
      if (done) return;
      told += value;
    }
  }

  return {
    ready: alone ? Promise.resolve() : read((text) => text.includes("ready")),
    go: () => void input.write(new TextEncoder().encode("\n")).then(() => input.close()).catch(() => "it has ended"),
    get rates(): Promise<Rates> {
      return read(() => false).then(async () => {
        const [{ success }, errors] = await Promise.all([child.status, new Response(child.stderr).text()]);
        if (!success) throw new UserError(`Cannot time ${name} as its walk must end: ${complaintOf(errors)}`);
        const { train_img_s: step, sweep_evals_s: segment, peak_bytes: peakBytes } = JSON.parse(lastLine(told));
        return { step, segment, ...peakBytes && { peakBytes } };
      });
    },
  };
}

function spawn(program: string, args: readonly string[]): Deno.ChildProcess {
  return new Deno.Command(program, { args: [...args], stdin: "piped", stdout: "piped", stderr: "piped" }).spawn();
}

function lastLine(text: string): string {
  return text.trimEnd().split("\n").at(-1) ?? "";
}

/** The line of a stack that says what was wrong: Deno's first, Python's last. */
export function complaintOf(errors: string): string {
  return errors.split("\n").findLast((line) => /error: /i.test(line)) ?? lastLine(errors);
}

function pathOf(name: string): string {
  return decodeURIComponent(new URL(name, import.meta.url).pathname);
}
