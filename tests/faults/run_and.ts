import { type Finished, start } from "../cli/command_line.ts";

/** What is done to a command while it runs: when standard error first holds `text`. */
export type Act = readonly [text: string, act: (child: Deno.ChildProcess) => void];

/** Runs the command line to its end and acts meanwhile, each act after the one before it. */
export async function runAnd(acts: readonly Act[], args: readonly string[]): Promise<Finished> {
  const child = start(args);
  const out = new Response(child.stdout).text();
  const waiting = [...acts];
  let err = "";
  for await (const chunk of child.stderr.pipeThrough(new TextDecoderStream())) {
    err += chunk;
    while (waiting[0] && err.includes(waiting[0][0])) waiting.shift()![1](child);
  }
  const { code } = await child.status;
  return { code, out: await out, err };
}
