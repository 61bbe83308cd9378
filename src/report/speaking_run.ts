import { type PresetName, presetNames } from "../spec/suite.ts";
import type { RunRecord } from "../store/run_rows.ts";

/**
 * Of a suite's runs, the latest first, the one that speaks for it: the latest finished one of the present version, at the greatest
 * preset that has one, as a smoke run decides little and must not hide a greater one. Undefined where none has finished.
 */
export function speakingRun(runs: readonly RunRecord[], version: number): RunRecord | undefined {
  const size = ({ preset }: { readonly preset: PresetName }) => presetNames.indexOf(preset);
  return runs
    .filter(({ status, suiteVersion }) => status === "finished" && suiteVersion === version)
    .toSorted((a, b) => size(b) - size(a))[0];
}
