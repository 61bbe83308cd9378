import { start } from "../cli/command_line.ts";

/** When a process is killed: so long after it began or, where `at` is given, after a file of that name first changes. */
export interface Moment {
  /** A part of the file's path in the results folder. */
  readonly at?: string;
  /** Milliseconds. */
  readonly after: number;
  /** It is interrupted first, so long after it began, milliseconds: it writes its checkpoints then. */
  readonly interruptAfter?: number;
}

/** How a killed command ended. */
export interface Killed {
  /** False where it had ended before the moment came. */
  readonly killed: boolean;
  readonly code: number;
  readonly err: string;
}

/** Runs the command line in a results folder until the moment comes, and kills it then with `kill -9`; to its end without one. */
export async function killAt(moment: Moment | undefined, args: readonly string[], results: string): Promise<Killed> {
  const child = start([...args, "--results", results]);
  const timers: ReturnType<typeof setTimeout>[] = [];
  const signalAfter = (signal: Deno.Signal, milliseconds: number) =>
    timers.push(setTimeout(() => signalIfAlive(child, signal), milliseconds));
  if (moment?.interruptAfter !== undefined) signalAfter("SIGINT", moment.interruptAfter);
  const watcher = moment?.at === undefined ? undefined : Deno.watchFs(results);
  if (watcher) onChange(watcher, moment!.at!, () => signalAfter("SIGKILL", moment!.after));
  else if (moment) signalAfter("SIGKILL", moment.after);
  try {
    const { code, signal, stderr } = await child.output();
    return { killed: signal === "SIGKILL", code, err: new TextDecoder().decode(stderr) };
  } finally {
    timers.forEach(clearTimeout);
    watcher?.close();
  }
}

function signalIfAlive(child: Deno.ChildProcess, signal: Deno.Signal): void {
  try {
    child.kill(signal);
  } catch (error) {
    // It ended, and nobody has asked for its end yet.
    if (!(error instanceof TypeError)) throw error;
  }
}

async function onChange(watcher: Deno.FsWatcher, name: string, act: () => void): Promise<void> {
  for await (const { paths } of watcher) {
    if (!paths.some((path) => path.includes(name))) continue;
    act();
    return;
  }
}
