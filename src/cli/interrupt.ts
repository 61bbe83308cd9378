import { exitCodes } from "./exit_codes.ts";

/** Signals closer than this are one: on a terminal Ctrl-C reaches a task both from the terminal and from `deno task`. */
const togetherMilliseconds = 300;

/** What happens on Ctrl-C, SIGTERM and the other signals that ask a process to end. */
export interface InterruptHandlers {
  /** The first time. */
  finish(): void;
  /** Any later time. */
  end(): void;
}

/**
 * Listens for Ctrl-C, SIGTERM, SIGHUP and SIGUSR2, which schedulers of clusters send before they end a job, until it is disposed. SIGUSR1 is
 * Deno's own: it opens its inspector.
 */
export function onInterrupt({ finish, end }: InterruptHandlers): Disposable {
  const signals: Deno.Signal[] = Deno.build.os === "windows" ? ["SIGINT"] : ["SIGINT", "SIGTERM", "SIGHUP", "SIGUSR2"];
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

/** What a user who ended things early wants: ask `signal` whether the walks shall end. Disposing stops listening. */
export interface Interruption extends Disposable {
  readonly signal: AbortSignal;
  /** Tells the user that it was heard; while live lines stand there, it must stand above them. */
  say: (line: string) => void;
}

/** Listens as `onInterrupt()` does: the first signal lets the walks finish their steps, a later one ends at once, after `end`. */
export function listenForInterruption(
  say: (line: string) => void,
  { end = () => {} }: { readonly end?: () => void } = {},
): Interruption {
  const stop = new AbortController();
  const listening = onInterrupt({
    finish() {
      stop.abort();
      interruption.say("Finishing the steps at hand; once more ends at once");
    },
    end() {
      end();
      Deno.exit(exitCodes.interrupted);
    },
  });
  const interruption: Interruption = {
    signal: stop.signal,
    say,
    [Symbol.dispose]: () => listening[Symbol.dispose](),
  };
  return interruption;
}
