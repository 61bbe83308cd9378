import { assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import type { Finished } from "../cli/command_line.ts";
import { storedRows } from "./small_run.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The command that runs its suite: three walks. */
export const faultyRun: readonly string[] = ["suite", "faulty", "--engine", "onnx:cpu", "--no-report"];

/** The command that goes on with a run of it. */
export function resumeFaulty(runId: string): readonly string[] {
  return ["suite", "faulty", "--resume", runId, "--no-report"];
}

/** A checkout of this program whose only suite is `faulty_suite.ts`. Disposing removes it. */
export interface FaultyProject extends AsyncDisposable {
  /** Its results folder. */
  readonly results: string;
  /** Says what goes wrong from now on; nothing where absent. */
  setFault(fault?: string): Promise<void>;
  /** Resolves when the fault has been reached. */
  reached(): Promise<void>;
  /** Starts the command line there, on its results folder. */
  start(args: readonly string[]): Deno.ChildProcess;
  /** Runs it to its end. */
  run(args: readonly string[]): Promise<Finished>;
}

/** Makes one, its code this checkout's own. */
export async function faultyProject(): Promise<FaultyProject> {
  const folder = await Deno.makeTempDir({ prefix: "sgd-walk-faulty-" });
  for (const shared of ["deno.json", "deno.lock", "mod.ts", "node_modules", "src", "types"]) {
    await Deno.symlink(`${root}${shared}`, `${folder}/${shared}`);
  }
  await Deno.mkdir(`${folder}/suites`);
  const source = await Deno.readTextFile(`${root}tests/faults/faulty_suite.ts`);
  // A suite lies one folder below mod.ts.
  await Deno.writeTextFile(`${folder}/suites/faulty.ts`, source.replace("../../mod.ts", "../mod.ts"));
  // Not results/: tests have no permission for a folder of that name, and these run with theirs.
  const results = `${folder}/rows`;

  function start(args: readonly string[]): Deno.ChildProcess {
    return new Deno.Command(Deno.execPath(), {
      // The permissions of tests, as those of suites name native libraries by this folder's own path.
      args: ["run", "--quiet", "--no-prompt", "-P=test", "src/cli/main.ts", ...args, "--results", results],
      cwd: folder,
      env: { NO_COLOR: "1" },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
  }

  return {
    results,
    start,
    async setFault(fault) {
      if (fault === undefined) await Deno.remove(`${folder}/fault`);
      else await Deno.writeTextFile(`${folder}/fault`, fault);
    },
    async reached() {
      while (!(await Array.fromAsync(Deno.readDir(folder))).some(({ name }) => name === "reached")) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    async run(args) {
      const { code, stdout, stderr } = await start(args).output();
      const decoder = new TextDecoder();
      return { code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
    },
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

/** The rows of its run where nothing goes wrong. */
export async function healthyRows(): Promise<unknown> {
  await using project = await faultyProject();
  const { code, err } = await project.run(faultyRun);
  assertEquals(code, 0, err);
  return await storedRows(project.results);
}
