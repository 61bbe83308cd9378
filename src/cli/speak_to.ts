import { childCommand } from "../spec/child_command.ts";

/** A program that was run to its end, as it is told of. */
export interface Spoken {
  readonly code: number;
  /** The end of what it said on standard error. */
  readonly said: string;
}

/** How a program is run. */
export interface SpeakOptions {
  readonly folder: string;
  /** Takes what it says on standard error, as it says it. */
  readonly say: (text: Uint8Array) => void;
  /** Passed on to the program as Ctrl-C. */
  readonly stop: AbortSignal;
}

/** How much of what a program says is kept. */
const kept = 20_000;

/** Runs a program to its end; what it prints on standard output is left. */
export async function speakTo(
  program: string,
  args: readonly string[],
  { folder, say, stop }: SpeakOptions,
): Promise<Spoken> {
  const child = childCommand(program, {
    args: [...args],
    cwd: folder,
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const pass = () => child.kill("SIGINT");
  stop.addEventListener("abort", pass);
  try {
    const decoder = new TextDecoder();
    let said = "";
    for await (const chunk of child.stderr) {
      say(chunk);
      said = (said + decoder.decode(chunk, { stream: true })).slice(-kept);
    }
    return { code: (await child.status).code, said };
  } finally {
    stop.removeEventListener("abort", pass);
  }
}
