/** Takes work one piece at a time, in the order in which it came: one connection holds one transaction. */
export type Turns = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** An empty line of turns. Work that fails does not stop what comes after it. */
export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work, work);
    last = turn;
    return turn;
  };
}
