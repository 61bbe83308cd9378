import { Expectation } from "./flags.ts";

const hours = { h: 1, d: 24, w: 7 * 24 } as const;

/** An age such as `12h`, `30d` or `8w`, in milliseconds. */
export function readAge(given: string): number {
  const [, count, unit] = given.match(/^(\d+)([hdw])$/) ?? [];
  if (count === undefined) throw new Expectation(`it must be hours, days or weeks, as in 12h, 30d or 8w: ${given}`);
  return Number(count) * hours[unit as keyof typeof hours] * 60 * 60 * 1000;
}
