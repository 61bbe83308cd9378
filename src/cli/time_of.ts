/** Seconds that work takes: the shortest of so many runs, or of those that fit into about a second. */
export async function timeOf(work: () => Promise<unknown>, { runs }: { readonly runs: number }): Promise<number> {
  let shortest = Infinity;
  let spent = 0;
  for (let run = 0; run < runs && spent < 1; run++) {
    const began = performance.now();
    await work();
    const seconds = (performance.now() - began) / 1000;
    shortest = Math.min(shortest, seconds);
    spent += seconds;
  }
  return shortest;
}
