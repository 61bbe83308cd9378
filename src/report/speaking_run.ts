import { type PresetName, presetNames, type Suite } from "../spec/suite.ts";
import type { RunRecord } from "../store/run_rows.ts";
import { expandGrid } from "../walk/expand.ts";

/**
 * Whether a run walked only a part of its preset's grid, as the suite declares it now: flags can narrow a grid down. Of another version of the
 * suite that cannot be told. `cases` is how many it walked.
 */
export function isPart({ suiteVersion, preset }: RunRecord, cases: number, suite: Suite): boolean {
  return suiteVersion === suite.version && cases < expandGrid(suite.presets[preset]).length;
}

/**
 * Of a suite's runs, the latest first, the one that speaks for it: a finished one of the present version, rather one of a whole grid than one of
 * `parts`, rather one at a greater preset, as a smoke run decides little, and of these the latest. Undefined where none has finished.
 */
export function speakingRun(
  runs: readonly RunRecord[],
  version: number,
  parts: ReadonlySet<string>,
): RunRecord | undefined {
  const size = ({ preset }: { readonly preset: PresetName }) => presetNames.indexOf(preset);
  const part = ({ id }: RunRecord) => Number(parts.has(id));
  return runs
    .filter(({ status, suiteVersion }) => status === "finished" && suiteVersion === version)
    .toSorted((a, b) => part(a) - part(b) || size(b) - size(a))[0];
}
