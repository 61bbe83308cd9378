/** What a claim is: a sentence from a paper, what is measured for it, and the criterion registered before the runs. */

/** The four words of a verdict. */
export type VerdictWord = "supported" | "contradicted" | "undecided" | "not testable";

/** A group that is judged by itself: for example `{ network: "mlp", epoch: 10 }`. */
export type Group = Readonly<Record<string, string | number>>;

/**
 * How a claim's number is got from the rows: one value a seed and group. `sql` selects the columns named in `per`, then `setting`,
 * `seed`, `value`, `count` (what the value is a mean over, 1 where it is none), from the store's views; `$run` stands for the run.
 * `setting` is the case as JSON without its seed and what the value is taken over on purpose: where it varies between rows that agree
 * in `per`, groups are split by what varies, so that no value is a mean over different settings. A seed that was planned and has no
 * value is a row with value NULL, so that the verdict can tell what is missing.
 */
export interface Estimator {
  /** For example `"barrier rate at tolerance 1e-6"`. */
  readonly label: string;
  /**
   * `"share"` where the value is the share of the observations that have a property, 0 to 1; `"rho"` where it is Spearman's rank
   * correlation of as many points as `count` says.
   */
  readonly unit: string;
  /** Columns that make the groups, with the settings that vary beside them. */
  readonly per: readonly string[];
  /** The SELECT, as described above. */
  readonly sql: string;
  /** Whether the number is about the loss of the evaluation samples, so that a claim says how many these are; absent where not. */
  readonly onEvaluationLoss?: boolean;
  /** Whether `count` differs between seeds that have lost nothing, as where only the steps with a property are counted; absent where not. */
  readonly countVaries?: boolean;
}

/**
 * When the seeds' values support a claim. A directional claim with a margin has the margin as its limit: its interval is contradicted
 * where it lies wholly on the other side of 0 or wholly inside the margin, and in both cases it lies wholly on the other side of the limit.
 */
export type Criterion =
  /** Supported where the interval lies wholly above, contradicted where wholly below. */
  | { readonly kind: "above"; readonly limit: number }
  /** Supported where the interval lies wholly below, contradicted where wholly above. */
  | { readonly kind: "below"; readonly limit: number }
  /** Supported where the 90 % interval lies wholly inside -limit to limit, contradicted where the 95 % interval lies wholly outside. */
  | { readonly kind: "within"; readonly limit: number }
  /**
   * The values are 1 for a seed at which it is so, and 0. Supported where the exact interval of the share of seeds lies wholly at or above
   * this share, contradicted where wholly below.
   */
  | { readonly kind: "in at least"; readonly limit: number };

/** What decides whether a claim is about a group, or stands beside its verdict: learning rate times sharpness, say. */
export interface Regime {
  /** Its number, seed by seed, in the same groups as the claim's. */
  readonly estimator: Estimator;
  /**
   * The claim is about the groups in which the interval of the mean over seeds lies above this: where it lies wholly at or below, the claim is
   * not testable, where it holds this, undecided. About all groups where absent.
   */
  readonly above?: number;
}

/** What must hold beside the criterion for a claim to be supported. */
export interface SecondCriterion {
  /** Its number, seed by seed, in the same groups as the claim's. */
  readonly estimator: Estimator;
  /** When it holds. */
  readonly criterion: Criterion;
}

/** The groups of a claim that were named before its runs: a column, and the value or values that it has in them. */
export type Primary = Readonly<Record<string, string | number | readonly (string | number)[]>>;

/** A registered claim. */
export interface Claim {
  /** The protocols' id, for example `"W6"`. */
  readonly id: string;
  /** The claim in words. */
  readonly statement: string;
  /** The criterion's version: a changed criterion is a new version. */
  readonly version: number;
  /** What is measured for it. */
  readonly estimator: Estimator;
  /** Which groups it is about, the others being not testable, or what stands beside each verdict. */
  readonly regime?: Regime;
  /** When it is supported. */
  readonly criterion: Criterion;
  /** What else must hold: the claim is contradicted where either criterion is. */
  readonly also?: SecondCriterion;
  /**
   * Its primary groups, over which Holm's correction runs: those that agree in each column that they have. The other groups are exploratory:
   * their words are not corrected. All groups are primary where absent.
   */
  readonly primary?: Primary;
}

/** An interval for the mean over seeds. */
export interface Estimate {
  /** Mean of the seeds' values. */
  readonly mean: number;
  /** Sample standard deviation over seeds; NaN for one seed. */
  readonly deviation: number;
  /** Lower bound of the interval. */
  readonly lower: number;
  /** Upper bound of the interval. */
  readonly upper: number;
  /** For example 0.95. */
  readonly level: number;
  /** `"student t"`, `"bca bootstrap"`, `"beta-binomial over seeds"`, `"exact over seeds"`, or two of them where both must hold. */
  readonly method: string;
  /** How many seeds. */
  readonly seeds: number;
  /** How many observations the seeds' values rest on together, steps say. */
  readonly observations: number;
}

/** A claim judged for one group. */
export interface Verdict {
  /** The claim's id. */
  readonly claim: string;
  /** The criterion's version. */
  readonly version: number;
  /** The claim in words. */
  readonly statement: string;
  /** The estimator's label. */
  readonly estimator: string;
  /** The estimator's unit. */
  readonly unit: string;
  /** The criterion in words. */
  readonly criterion: string;
  /** The group that was judged. */
  readonly group: Group;
  /** The verdict. */
  readonly word: VerdictWord;
  /** What decides whether the claim is about the group, or stands beside it, in words, and its mean over seeds; absent where it has none. */
  readonly regime?: { readonly label: string; readonly value: number };
  /** Absent where the claim is not testable. */
  readonly estimate?: Estimate;
  /**
   * Of the criterion's test: the least 1 - level at which a word other than undecided could be given by these seeds alone. Absent where
   * the claim is not testable.
   */
  readonly pValue?: number;
  /**
   * The same after Holm's correction over the claim's primary groups in the run: a word is given where it is at most 0.05. Absent where the
   * group is exploratory.
   */
  readonly adjustedPValue?: number;
  /** Whether the group is none of the claim's primary ones, so that its word is not corrected; absent where it is primary. */
  readonly exploratory?: boolean;
  /** The seeds' values that the estimate rests on. */
  readonly values: readonly { readonly seed: number; readonly value: number; readonly count: number }[];
  /** Why the word is what it is, where the interval alone does not say it; empty otherwise. */
  readonly note: string;
}
