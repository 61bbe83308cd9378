/** Signals closer than this are one: on a terminal Ctrl-C reaches a task both from the terminal and from `deno task`. */
const togetherMilliseconds = 300;

/** What happens on Ctrl-C or SIGTERM. */
export interface InterruptHandlers {
  /** The first time. */
  finish(): void;
  /** Any later time. */
  end(): void;
}

/** Listens for Ctrl-C and SIGTERM until it is disposed. */
export function onInterrupt({ finish, end }: InterruptHandlers): Disposable {
  const signals: Deno.Signal[] = Deno.build.os === "windows" ? ["SIGINT"] : ["SIGINT", "SIGTERM"];
  let last: number | undefined;
  const hear = () => {
    const now = performance.now();
    const before = last;
    last = now;
    if (before === undefined) finish();
    else if (now - before > togetherMilliseconds) end();
  };
  for (const signal of signals) Deno.addSignalListener(signal, hear);
  return { [Symbol.dispose]: () => signals.forEach((signal) => Deno.removeSignalListener(signal, hear)) };
}
