import { comparisonPage } from "../mod.ts";
import { answer } from "./compare/answer.ts";
import { benchAnswer } from "./compare/bench_answer.ts";
import { differences } from "./compare/differences.ts";
import { seconds } from "./compare/seconds.ts";

/** What changed between two runs: verdicts first, then what moved beyond the seeds' noise, then everything else. */
export default comparisonPage({
  title: ({ names }) => `What changed from ${shortName(names.a)} to ${shortName(names.b)}?`,
  answer,
  sections: [
    {
      kind: "words",
      title: "Verdicts that changed",
      caption:
        "A word is another one as soon as an end of its interval crosses the criterion, which noise alone does where the end lies near. So a verdict " +
        "changed only where the value behind it moved beyond the seeds' noise, where one run alone has a value, or where all rows are the same and " +
        "the judging is another; the words that only flipped are listed apart.",
    },
    {
      kind: "moved",
      title: "Beyond the seeds' noise",
      caption:
        "The difference B − A of each seed with itself, its mean with a 95 % interval, and the p-value of Student's test after Holm's correction " +
        "over all quantities that moved by more than rounding: half of the 5 % for the claims' values, half for the rest. Where theta is identical " +
        "bit for bit and a number moved all the same, the measuring changed, and no test is needed. Smaller changes than the notes below say stay " +
        "unseen, whatever their cause.",
    },
    differences,
    {
      kind: "all",
      title: "Every quantity",
      caption:
        "Claims' values, and for each setting the epochs' columns, the mean of each step column and the measurements, at the measured epochs and " +
        "the last one. Identical means bit for bit, in all rows that the number rests on; the same to rounding, that all seeds agree to a millionth of " +
        "the numbers it was computed from.",
    },
    {
      kind: "walks",
      title: "Where the walks part",
      caption: "The SHA-256 of theta at the end of each epoch, seed by seed; in brackets, how many seeds.",
    },
    {
      kind: "timings",
      title: "Timings",
      caption:
        "Medians over cases and the Mann-Whitney test, by Holm over all settings; over all of them together each case counts by its seconds beside " +
        "its setting's medians. Times depend on the machine and on what else it did: a claim about " +
        "speed needs runs that took turns.",
    },
    seconds,
    {
      kind: "commits",
      title: "Commits in between",
      caption: "From the commit of A, which is left out, to that of B, by first parents.",
    },
    {
      kind: "runs",
      title: "The two runs",
      caption: "What differs is set in bold.",
    },
  ],
  benches: {
    title: "Benchmarks",
    caption:
      "Medians over rounds, as a share of the matrix products of the same run where products are what counts, and the Mann-Whitney test over " +
      "rounds, by Holm over all benchmarks. Rounds of one run share more of the machine's mood than runs do: a small difference is worth a second " +
      "pair of runs.",
    answer: benchAnswer,
  },
});

/** A run's id by its last part, as pages call the run; the line above the title has it whole. */
function shortName(name: string): string {
  const [, own] = /^\d{8}-\d{6}-[\w-]+-([0-9a-f]{6})$/.exec(name) ?? [];
  return own === undefined ? name : `run ${own}`;
}
