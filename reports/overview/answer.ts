import { type ClaimState, claimState, type OverviewSubject } from "../../mod.ts";

/** What is said of the claims in a state, of one and of several. */
const phrases: readonly (readonly [state: ClaimState, one: string, several: string])[] = [
  ["holds everywhere", "holds in every primary setting", "hold in every primary setting"],
  ["holds in part", "holds in some settings, open in others", "hold in some settings, open in others"],
  ["depends", "depends on the setting", "depend on the setting"],
  ["contradicted", "is contradicted", "are contradicted"],
  ["open", "is open", "are open"],
];

/** How many of the claims hold here, in a sentence. */
export function answer({ suites }: OverviewSubject): string {
  const states = suites.flatMap(({ suite, verdicts }) =>
    suite.claims.map(({ id }) => claimState(verdicts.filter(({ claim }) => claim === id)))
  );
  const run = states.filter((state) => state !== "not run").length;
  if (run === 0) return `No suite has finished a run here yet: ${states.length} claims wait to be judged.`;
  const parts = phrases.flatMap(([state, one, several]) => {
    const count = states.filter((other) => other === state).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? one : several}`];
  });
  const presets = new Set(suites.flatMap((state) => state.run === undefined ? [] : [state.run.preset]));
  const tested = run === states.length ? `Of ${run} claims` : `Of ${run} claims put to the test so far`;
  return `${tested} ${parts.join("; ")}. Judged at ${[...presets].join(" and ")} scale.`;
}
