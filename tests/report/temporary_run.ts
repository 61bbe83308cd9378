import type { Suite } from "../../src/spec/suite.ts";
import { type SyntheticOptions, type SyntheticRun, syntheticRun } from "./synthetic_run.ts";

/** A synthetic run in a folder of its own; both are gone when it is disposed of. */
export interface TemporaryRun extends SyntheticRun, AsyncDisposable {
  readonly folder: string;
}

/** Makes a synthetic run for one test. */
export async function temporaryRun(suite: Suite, options?: SyntheticOptions): Promise<TemporaryRun> {
  const folder = await Deno.makeTempDir({ prefix: "sgd-walk-report-" });
  const made = await syntheticRun(suite, folder, options);
  return {
    ...made,
    folder,
    async [Symbol.asyncDispose]() {
      made.store[Symbol.dispose]();
      await Deno.remove(folder, { recursive: true });
    },
  };
}
