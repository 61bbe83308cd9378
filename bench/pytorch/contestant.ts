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

/** Runs a work's walks at the same time and gives their rates together. Where one fails, or `signal` says so, none goes on. */
export async function race(
  contestant: Contestant,
  work: Work,
  data: string,
  sharing: Sharing,
  signal: AbortSignal,
): Promise<Rates> {
  const failure = new AbortController();
  const ended = AbortSignal.any([signal, failure.signal]);
  const flags = flagsOf(contestant, work, data, sharing);
  const walks = Array.from({ length: sharing.walks }, () => startWalk(contestant, flags, ended));
  try {
    await Promise.all(walks.map(({ ready }) => ready));
    for (const walk of walks) walk.go();
    return together(await Promise.all(walks.map(({ rates }) => rates())));
  } catch (error) {
    failure.abort();
    await Promise.all(walks.map((walk) => walk.ended()));
    throw error;
  }
}

/** The rates of walks at the same time: their sums, and the most that one of them held. */
export function together(rates: readonly Rates[]): Rates {
  const sum = (of: (one: Rates) => number) => rates.reduce((total, one) => total + of(one), 0);
  const peaks = rates.flatMap(({ peakBytes }) => peakBytes ?? []);
  return {
    step: sum(({ step }) => step),
    segment: sum(({ segment }) => segment),
    ...peaks.length === rates.length && { peakBytes: Math.max(...peaks) },
  };
}

/**
 * The rates that stand in the last line of what a walk told.
 *
 * @throws {UserError} Where there are none: a script of the user's may tell anything.
 */
export function readRates(name: string, told: string): Rates {
  const line = lastLine(told);
  const { train_img_s: step, sweep_evals_s: segment, peak_bytes: peakBytes } = parseObject(line);
  if (!isRate(step) || !isRate(segment)) {
    throw new UserError(
      `Cannot time ${name} as the last line of its walk must be JSON with train_img_s and sweep_evals_s: ${
        line === "" ? "it says nothing" : line
      }`,
    );
  }
  return { step, segment, ...isRate(peakBytes) && { peakBytes } };
}

function isRate(value: unknown): value is number {
  return typeof value === "number" && value > 0 && Number.isFinite(value);
}

function parseObject(line: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(line));
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function flagsOf({ alone = false }: Contestant, work: Work, data: string, { threads }: Sharing): string[] {
  const { model, steps: iters, points, evaluated } = work;
  const flags = { model, data, bs: 100, iters, points, chunk: 500, "eval-n": evaluated };
  return [
    ...Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, String(value)]),
    ...alone ? ["--quiet"] : ["--threads", String(threads), "--wait"],
  ];
}

interface Walk {
  /** Settles when the walk has warmed up, or has ended before. */
  readonly ready: Promise<void>;
  go(): void;
  /** What it tells when it has ended. */
  rates(): Promise<Rates>;
  /** Settles when it has ended, however. */
  ended(): Promise<void>;
}

function startWalk({ name, command, alone = false }: Contestant, flags: readonly string[], signal: AbortSignal): Walk {
  const [program, ...leading] = command;
  const child = new Deno.Command(program, {
    args: [...leading, ...flags],
    ...{ stdin: "piped", stdout: "piped", stderr: "piped", signal },
  }).spawn();
  const input = child.stdin.getWriter();
  const lines = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const errors = new Response(child.stderr).text();
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
    async rates() {
      await read(() => false);
      const { success, signal } = await child.status;
      if (!success) {
        const reason = signal === null ? complaintOf(await errors) : `${signal} ended it`;
        throw new UserError(`Cannot time ${name} as its walk must come to its end: ${reason}`);
      }
      return readRates(name, told);
    },
    async ended() {
      await Promise.all([read(() => false), errors, child.status]);
      await input.close().catch(() => "it is closed");
    },
  };
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
