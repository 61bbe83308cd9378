/**
 * sgd-walk: benchmarks for claims about how stochastic gradient descent moves through a loss surface.
 *
 * @module
 */

export { besideEach } from "./src/analysis/beside_each.ts";
export type { Answer, QuantityComparison, SeedPair } from "./src/analysis/compare/answer.ts";
export type { BenchComparison, BenchRowComparison } from "./src/analysis/compare/compare_benches.ts";
export type { SecondsComparison } from "./src/analysis/compare/compare_seconds.ts";
export type { SeedSeconds, TimingComparison } from "./src/analysis/compare/compare_timings.ts";
export type { RunComparison } from "./src/analysis/compare/compare_runs.ts";
export type { WalkComparison } from "./src/analysis/compare/compare_walks.ts";
export type { WordComparison, WordMove } from "./src/analysis/compare/compare_words.ts";
export type { OverallTiming } from "./src/analysis/compare/overall_timings.ts";
export { type Tally, tallyComparison } from "./src/analysis/compare/tally.ts";
export type { Warnings } from "./src/analysis/compare/warnings.ts";
export { estimateMean, estimateShare, type SeedValue } from "./src/analysis/estimate.ts";
export {
  type Condition,
  type EstimatorOptions,
  meanOf,
  type MeanOptions,
  measurement,
  rate,
  type RateOptions,
  share,
  type StepProperty,
} from "./src/analysis/estimators.ts";
export {
  logRatioAtMatchedTrainingLoss,
  type MatchedTrainingLossOptions,
} from "./src/analysis/matched_training_loss.ts";
export { log2RatioAtMatchedLoss, type MatchedLossOptions } from "./src/analysis/matched_loss.ts";
export { minus } from "./src/analysis/minus.ts";
export { difference, inOrder, log2Ratio, log2RatioToHalf, type PairOptions, ratio } from "./src/analysis/pairs.ts";
export { type NumericField, rankCorrelation } from "./src/analysis/rank_correlation.ts";
export { atGreaterRate, differenceToLowerRates } from "./src/analysis/rate_pairs.ts";
export { times } from "./src/analysis/times.ts";
export { type PageTrend, pageTrend } from "./src/math/page_trend.ts";
export { spearman } from "./src/math/spearman.ts";
export { audit, type AuditOptions } from "./src/measure/audit.ts";
export { blockNorms } from "./src/measure/block_norms.ts";
export { bowl, bowlInterior, type BowlOptions } from "./src/measure/bowl.ts";
export { barrier, barrierExcess } from "./src/measure/barrier.ts";
export { cosine, type CosineOptions } from "./src/measure/cosine.ts";
export { distance } from "./src/measure/distance.ts";
export { type Floor, floor, floorOf } from "./src/measure/floor.ts";
export { gradientNoise, type GradientNoiseOptions } from "./src/measure/gradient_noise.ts";
export { gradientNorm } from "./src/measure/gradient_norm.ts";
export { asymmetryOf, depthOf, height, heightOf } from "./src/measure/height.ts";
export { kappa, type KappaOptions } from "./src/measure/kappa.ts";
export { noiseFloor, type NoiseFloorOptions } from "./src/measure/noise_floor.ts";
export { secant, secantEtaKappa, type SecantOptions } from "./src/measure/secant.ts";
export { secantSharpness, type SecantSharpnessOptions } from "./src/measure/secant_sharpness.ts";
export { segment, type SegmentOptions } from "./src/measure/segment.ts";
export { sharpness, type SharpnessOptions } from "./src/measure/sharpness.ts";
export { trainingLoss } from "./src/measure/training_loss.ts";
export {
  batchNorm,
  convolution,
  type ConvolutionOptions,
  dense,
  flatten,
  globalAveragePool,
  maxPool,
  network,
  relu,
  residual,
  type ResidualParts,
} from "./src/network/layers.ts";
export { mlp, type MlpOptions } from "./src/network/mlp.ts";
export { resnet56, type ResnetOptions } from "./src/network/resnet56.ts";
export { resolveNetwork } from "./src/network/resolve.ts";
export { vgg11, type WidthOptions } from "./src/network/vgg11.ts";
export { type ClaimState, claimState, claimStates } from "./src/report/claim_state.ts";
export {
  type BenchSection,
  type CommitsBetween,
  type ComparedSection,
  type ComparisonPage,
  comparisonPage,
  type ComparisonSection,
  type ComparisonSubject,
} from "./src/report/comparison_page.ts";
export { type CountedWord, countedWord, countedWords, countWord } from "./src/report/counted_word.ts";
export { formatDate } from "./src/report/format_date.ts";
export { formatSeconds, formatSetting, formatValue } from "./src/report/format_value.ts";
export { groupWords } from "./src/report/group_words.ts";
export {
  type ClaimsSection,
  type Overview,
  overview,
  type OverviewSection,
  type OverviewSubject,
  type RunsSection,
  type StepsSection,
  type SuiteState,
} from "./src/report/overview.ts";
export { bySureness } from "./src/report/moved_quantities.ts";
export {
  type ChartSection,
  type Column,
  type Control,
  type Data,
  type Excerpt,
  type FactsSection,
  type OutcomesSection,
  type Page,
  page,
  type Panel,
  type PanelSubject,
  type ProseSection,
  type Row,
  type ScaleKind,
  type ScaleSwitch,
  type Section,
  type Source,
  type Spec,
  type Subject,
  type TableSection,
  type VerdictsSection,
  type Zoom,
} from "./src/report/page.ts";
export { thinLines, type ThinLinesOptions } from "./src/report/thin_lines.ts";
export { type BenchKind, benchKinds, type BenchResult, type BenchRun, type BenchWork } from "./src/spec/bench.ts";
export type { Augmentation, Case } from "./src/spec/case.ts";
export type {
  Claim,
  Criterion,
  Estimate,
  Estimator,
  Group,
  Primary,
  Regime,
  SecondCriterion,
  Verdict,
  VerdictWord,
} from "./src/spec/claim.ts";
export { type DatasetName, datasetNames } from "./src/spec/dataset.ts";
export { type Descent, type DescentGradient, type Noise, sgdDescent, type Switch } from "./src/spec/descent.ts";
export { claim, type ClaimDraft, type EstimatedClaim } from "./src/spec/define_claim.ts";
export { suite } from "./src/spec/define_suite.ts";
export {
  type Batch,
  type EngineInfo,
  type EngineName,
  engineNames,
  type Evaluation,
  type Gradient,
  type Normalisation,
  type Program,
  type SampleSet,
} from "./src/spec/engine.ts";
export type {
  Given,
  Json,
  Measure,
  MeasureContext,
  MeasureRecord,
  Observation,
  Observer,
  Step,
} from "./src/spec/measure.ts";
export {
  gdDescent,
  gdWithIsotropicNoise,
  gdWithMatchedNoise,
  gdWithStructuredNoise,
  switching,
} from "./src/spec/noise_arms.ts";
export type {
  Block,
  Layer,
  Network,
  ParameterRole,
  ResolvedLayer,
  ResolvedNetwork,
  Shape,
} from "./src/spec/network.ts";
export type { Draw, Measurement, SegmentRow, StepValues } from "./src/spec/row.ts";
export type { Commit, Machine, RunCase, RunPlan, RunStatus } from "./src/spec/run.ts";
export {
  type Axis,
  type ComparedSetting,
  type Crossed,
  type Deviation,
  type Grid,
  type PaperSetting,
  type PresetName,
  presetNames,
  type Published,
  type Reference,
  type Suite,
  type WordedSetting,
} from "./src/spec/suite.ts";
export { UserError } from "./src/spec/user_error.ts";
export type { BenchRecord, BenchRow } from "./src/store/bench_rows.ts";
export type { RunRecord } from "./src/store/run_rows.ts";
export { steppedWalks, type WalkSizes, walkWithSgd, walkWithSgdSettings } from "./src/spec/walk_with_sgd.ts";
