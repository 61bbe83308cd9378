import type { CaseProgress } from "../spec/progress.ts";
import { formatLive, formatProgress } from "./progress_text.ts";
import type { RunProgress, Tally } from "./tally.ts";

/** Where progress is shown. */
export interface Screen {
  /** Whether lines can be drawn over. */
  readonly live: boolean;
  /** Columns now. */
  columns(): number;
  write(text: string): void;
}

/** What a view needs. */
export interface ProgressViewOptions {
  readonly tally: Tally;
  readonly screen: Screen;
  readonly describe: (caseId: string) => string;
  /** Seconds since the start. */
  readonly clock: () => number;
}

/** Shows a run's progress. Disposing takes the live lines away. */
export interface ProgressView extends Disposable {
  add(progress: CaseProgress): void;
  /** Prints a line above the live ones. */
  note(line: string): void;
}

/** Live lines are drawn at most so often; seconds. */
const liveEvery = 0.2;
/** Without a terminal: a line at the first step, then every so many seconds, or this share of the work, but never faster than one a second. */
const plainEvery = { seconds: 10, share: 0.05, atLeast: 1 };

/** Live lines on a terminal, else a plain line now and then. */
export function createProgressView({ tally, screen, describe, clock }: ProgressViewOptions): ProgressView {
  let drawn = 0;
  let shown: { readonly seconds: number; readonly share: number } | undefined;

  function clear(): void {
    if (drawn > 0) screen.write(`\x1b[${drawn}F\x1b[J`);
    drawn = 0;
  }

  function draw(progress: RunProgress): void {
    const lines = formatLive(progress, describe, screen.columns());
    clear();
    screen.write(lines.join("\n") + "\n");
    drawn = lines.length;
  }

  function isDue({ seconds, share, steps, ended, cases }: RunProgress): boolean {
    if (!shown) return screen.live || steps > 0;
    const waited = seconds - shown.seconds;
    if (screen.live) return waited >= liveEvery;
    if (ended === cases) return true;
    return waited >= plainEvery.seconds || waited >= plainEvery.atLeast && share - shown.share >= plainEvery.share;
  }

  function note(line: string): void {
    clear();
    screen.write(line + "\n");
    if (screen.live) draw(tally.read(clock()));
  }

  return {
    add(progress) {
      tally.add(progress, clock());
      if (progress.status === "failed") {
        note(`${describe(progress.caseId)} failed: ${progress.error ?? "no reason given"}`);
      }
      if (progress.note !== undefined) note(`${describe(progress.caseId)}: ${progress.note}`);
      const now = tally.read(clock());
      if (!isDue(now)) return;
      shown = now;
      if (screen.live) draw(now);
      else screen.write(formatProgress(now) + "\n");
    },
    note,
    [Symbol.dispose]: clear,
  };
}
