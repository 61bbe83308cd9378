import { Expectation } from "./flags.ts";

const hours = { h: 1, d: 24, w: 7 * 24 } as const;

/** A hundred years: older than any run, and within what a date can say. */
const most = 100 * 365 * 24;

/** An age such as `12h`, `30d` or `8w`, in milliseconds; an hour at least, as an age of nothing is that of every run. */
export function readAge(given: string): number {
  const [, count, unit] = given.match(/^(\d+)([hdw])$/) ?? [];
  if (count === undefined) throw new Expectation(`it must be hours, days or weeks, as in 12h, 30d or 8w: ${given}`);
  const age = Number(count) * hours[unit as keyof typeof hours];
  if (age < 1 || age > most) throw new Expectation(`it must be from 1h to ${most / 24}d: ${given}`);
  return age * 60 * 60 * 1000;
}
