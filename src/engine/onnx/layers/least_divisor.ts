/** The least divisor of a number that is not under a bound; the number itself where there is none. */
export function leastDivisor(number: number, bound: number): number {
  for (let divisor = 1; divisor < number; divisor++) if (divisor >= bound && number % divisor === 0) return divisor;
  return number;
}
