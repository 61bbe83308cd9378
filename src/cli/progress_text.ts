import { formatSeconds } from "../report/format_value.ts";
import type { RunProgress } from "./tally.ts";

/** At most so many cases at work have a line of their own. */
const mostRunning = 4;

/** The progress as one line, for example `"12/30 cases, 3,450/9,000 steps, 810 steps/s, 3 min 12 s left, 1 diverged"`. */
export function formatProgress(progress: RunProgress): string {
  const { ended, cases, steps, totalSteps, stepsPerSecond, secondsLeft, diverged, failed } = progress;
  return [
    `${ended}/${cases} cases`,
    `${formatCount(steps)}/${formatCount(totalSteps)} steps`,
    ...(Number.isFinite(stepsPerSecond) ? [`${formatRate(stepsPerSecond)} steps/s`] : []),
    ...(ended < cases
      ? [Number.isFinite(secondsLeft) ? `${formatSeconds(secondsLeft)} left` : "time left unknown yet"]
      : []),
    ...(diverged > 0 ? [`${diverged} diverged`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ].join(", ");
}

/** The progress as live lines no wider than `columns`: a bar with the line above, then the cases at work. */
export function formatLive(progress: RunProgress, describe: (caseId: string) => string, columns: number): string[] {
  // On a narrow terminal the numbers tell more than the bar.
  const width = columns < 60 ? 0 : 20;
  const filled = Math.floor(width * Math.min(1, progress.share));
  const bar = "█".repeat(filled) + "░".repeat(width - filled);
  const running = progress.running.slice(0, mostRunning).map(({ caseId, epoch, step, steps, loss }) =>
    `  ${describe(caseId)}: epoch ${epoch}, step ${formatCount(step)}/${formatCount(steps)}` +
    (Number.isFinite(loss) ? `, loss ${loss.toPrecision(3)}` : "")
  );
  const more = progress.running.length - running.length;
  return [
    `${width === 0 ? "" : `${bar} `}${String(Math.floor(100 * progress.share)).padStart(2)} %  ${
      formatProgress(progress)
    }`,
    ...running,
    ...(more > 0 ? [`  and ${more} more`] : []),
  ].map((line) => [...line].slice(0, Math.max(1, columns - 1)).join(""));
}

function formatCount(count: number): string {
  return count.toLocaleString("en-US");
}

function formatRate(rate: number): string {
  return rate < 10 ? rate.toFixed(1) : formatCount(Math.round(rate));
}
