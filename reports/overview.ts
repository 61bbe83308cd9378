import { overview } from "../mod.ts";
import { answer } from "./overview/answer.ts";
import { published } from "./overview/published.ts";
import { trend } from "./overview/trend.ts";

/** The first page of the site: which claims hold here, why, and how their effects moved from commit to commit. */
export default overview({
  title: "Which claims hold here?",
  answer,
  sections: [
    {
      kind: "claims",
      title: "Claim by claim",
      caption:
        "Each claim was registered with its criterion before the runs and is judged for each setting by itself; open one to see them. In outline: " +
        "exploratory, a setting that is not among those named before the runs; its word is not corrected and makes no claim hold. The " +
        "dot is the mean over seeds, the bar its interval, each tick a seed and the dashed line the criterion. For a suite " +
        "speaks the latest of its finished runs at the greatest preset, rather one of the whole grid than of a part; the paper's numbers are those " +
        "of its own, larger set-up.",
      published,
    },
    {
      kind: "steps",
      title: "What changed at which commit",
      caption:
        "Each run at the preset that speaks for its suite, held against the one before it of the same config, by the commits' first parents: what is " +
        "identical bit for bit, moved within the seeds' noise or beyond it, paired by seed. deno task compare A B tells all of a row; * was made with " +
        "uncommitted changes.",
    },
    trend,
    {
      kind: "runs",
      title: "The runs",
      caption:
        "All runs of the store, the latest first. The time is that from start to end, over all sessions of a resumed run. What changed between " +
        "two of them, or between two commits: deno task compare A B.",
    },
  ],
});
