import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));

/** Where it runs: the results folder that it takes where it is not told another is in here, and never the user's. */
const elsewhere = Deno.makeTempDirSync({ prefix: "sgd-walk-cwd-" });
globalThis.addEventListener("unload", () => Deno.removeSync(elsewhere, { recursive: true }));

/** Starts the command line as its tasks do, without `deno task` around it, so that a signal reaches it alone; in a folder of the tests' own. */
export function start(
  args: readonly string[],
  permissions = "suite",
  env: Readonly<Record<string, string>> = {},
): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", "--no-remote", `-P=${permissions}`, main, ...args],
    cwd: elsewhere,
    env: { NO_COLOR: "1", INIT_CWD: elsewhere, ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** What a finished command leaves. */
export interface Finished {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line to its end. */
export async function run(
  args: readonly string[],
  permissions = "suite",
  env: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  const { code, stdout, stderr } = await start(args, permissions, env).output();
  const decoder = new TextDecoder();
  return { code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}

/** Runs until standard error holds `text`, then sends the signal and waits for the end. */
export async function runUntil(
  text: string,
  signal: Deno.Signal,
  args: readonly string[],
): Promise<Finished> {
  const child = start(args);
  const out = new Response(child.stdout).text();
  let err = "";
  for await (const chunk of child.stderr.pipeThrough(new TextDecoderStream())) {
    const before = err.includes(text);
    err += chunk;
    if (!before && err.includes(text)) child.kill(signal);
  }
  const { code } = await child.status;
  return { code, out: await out, err };
}
