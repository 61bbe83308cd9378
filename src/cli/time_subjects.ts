import process from "node:process";
import { quantile } from "../math/statistics.ts";
import type { BenchResult, OpenSubject, Subject } from "../spec/bench.ts";

/** How benchmarks are timed. */
export interface TimeOptions {
  /** How often all of them take their turn. */
  readonly rounds: number;
  /** Seconds that one benchmark is timed for in a round; one iteration at least. */
  readonly seconds: number;
  /** Told before a benchmark takes its turn; the round from 1. */
  readonly onTurn?: (subject: Subject, round: number) => void;
}

/** What one turn of a benchmark took. */
interface Turn {
  /** Of each iteration. */
  readonly timings: readonly number[];
  readonly wallSeconds: number;
  /** Of this process, all its threads. */
  readonly cpuSeconds: number;
  /** NaN where the benchmark cannot tell. */
  readonly engineSeconds: number;
}

/** How long warming up takes, as a share of a turn's seconds: code is compiled, memory is taken. One iteration at least. */
const warmingShare = 0.3;

/**
 * Times benchmarks in rounds: each opens, warms up and is timed once a round, so that what slows the machine for a while slows one
 * round of all and not all rounds of one.
 */
export async function timeSubjects(
  subjects: readonly Subject[],
  { rounds, seconds, onTurn = () => {} }: TimeOptions,
): Promise<BenchResult[]> {
  const turns = subjects.map((): Turn[] => []);
  for (let round = 1; round <= rounds; round++) {
    for (const [index, subject] of subjects.entries()) {
      onTurn(subject, round);
      turns[index]!.push(await takeTurn(subject, seconds));
    }
  }
  return subjects.map((subject, index) => summarise(subject, turns[index]!));
}

async function takeTurn(subject: Subject, seconds: number): Promise<Turn> {
  using open = await subject.open();
  if (!subject.cold) await warmUp(open, warmingShare * seconds);
  const timings: number[] = [];
  let engineSeconds = 0;
  const cpu = process.cpuUsage();
  const began = performance.now();
  for (let now = began; timings.length === 0 || now - began < 1000 * seconds;) {
    engineSeconds += await open.run() ?? NaN;
    const ended = performance.now();
    timings.push((ended - now) / 1000);
    now = ended;
  }
  const wallSeconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { timings, wallSeconds, cpuSeconds: (user + system) / 1e6, engineSeconds };
}

async function warmUp(open: OpenSubject, seconds: number): Promise<void> {
  const end = performance.now() + 1000 * seconds;
  do await open.run(); while (performance.now() < end);
}

function summarise({ name, kind, work, flops, workers = 1 }: Subject, turns: readonly Turn[]): BenchResult {
  const total = (of: (turn: Turn) => number) => turns.reduce((sum, turn) => sum + of(turn), 0);
  const wallSeconds = total((turn) => turn.wallSeconds);
  const engineShare = total((turn) => turn.engineSeconds) / (wallSeconds * workers);
  return {
    name,
    kind,
    work,
    ...(flops === undefined ? {} : { flops }),
    seconds: turns.map(({ timings }) => quantile(timings.toSorted((a, b) => a - b), 0.5)),
    fastestSeconds: Math.min(...turns.map(({ timings }) => Math.min(...timings))),
    iterations: total(({ timings }) => timings.length),
    coresBusy: total((turn) => turn.cpuSeconds) / (wallSeconds * navigator.hardwareConcurrency),
    ...(Number.isNaN(engineShare) ? {} : { engineShare }),
  };
}
