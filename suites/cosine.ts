import {
  claim,
  type Condition,
  cosine,
  type Descent,
  difference,
  differenceToLowerRates,
  distance,
  type Estimator,
  gradientNoise,
  gradientNorm,
  type Grid,
  log2Ratio,
  meanOf,
  measurement,
  mlp,
  rankCorrelation,
  secantSharpness,
  suite,
  times,
  vgg11,
  walkWithSgd,
  walkWithSgdSettings,
} from "../mod.ts";

/** The steps of every walk, and at which of them the sharpness of full-batch GD is looked at: its regime holds until the next look. */
const steps = 40;
const lookEvery = 8;

/** The released code's full batch: nine sub-batches added up and not divided, so that its learning rate is an effective nine times as great. */
const subBatches = 9;
const literal: Descent = { name: "GD, sum of nine", gradient: "full batch sum" };

/** Every (network, learning rate) is judged by itself: the claims are about the learning rate relative to the sharpness. */
const per = ["network", "learning_rate"];
const perBatch = ["network", "batch_size", "learning_rate"];

const withoutReplacement = "(config->>'$.sampling') IS NULL";

/** A mini-batch of all training samples is full-batch gradient descent. */
const gd: Condition = { label: "GD", sql: "descent = 'SGD' AND batch_size = train_samples" };
const sgd: Condition = { label: "SGD", sql: `descent = 'SGD' AND batch_size = 100 AND ${withoutReplacement}` };
const everyBatch: Condition = { label: "batches up to the full one", sql: `descent = 'SGD' AND ${withoutReplacement}` };
const sgdOrGd: Condition = {
  label: "SGD or GD",
  sql: `descent = 'SGD' AND batch_size IN (100, train_samples) AND ${withoutReplacement}`,
};
const sum: Condition = { label: literal.name, sql: `descent = '${literal.name}'` };

/**
 * The steps at which GD overshoots along its sharpest direction: where, on the same seed's walk of full-batch descent at the same learning rate,
 * eta lambda_max by the secant was above 1 at the latest look. A look is a curvature that was seen along one direction, so that one above
 * 1 decides, converged or not; where none was seen above 1 the step is left out.
 */
function overshooting(walk: Condition, factor = 1): Condition {
  return {
    label: `where ${factor === 1 ? "" : `${factor} `}η λmax of ${walk.label} is above 1`,
    sql: `(run_id, case_id, step // ${lookEvery} * ${lookEvery}) IN (
      SELECT (own.run_id, own.case_id, look.step)
      FROM cases AS own
      JOIN (SELECT * FROM cases WHERE ${walk.sql}) AS walk
        USING (run_id, seed, network, dataset, learning_rate, train_samples, weight_decay, augmentation)
      JOIN measurements AS look ON look.run_id = walk.run_id AND look.case_id = walk.case_id
      WHERE look.name = 'secant_sharpness' AND ${factor} * walk.learning_rate * look.value > 1
    )`,
  };
}

const cosineOf = (cases: Condition, rows: Condition, groups = per) =>
  meanOf("cosine", { from: "steps", unit: "", per: groups, cases, rows });

const lateCosine = (cases: Condition, groups = per) =>
  cosineOf(cases, { label: "steps 20 to 39", sql: `step BETWEEN 20 AND ${steps - 1}` }, groups);

const distanceOf = (cases: Condition) =>
  meanOf("distance", { from: "steps", unit: "", per, cases, rows: overshooting(gd) });

/** eta lambda_max by the secant, lambda_max the mean over the looks: above 1 a step overshoots along the sharpest direction. */
function etaSharpness(cases: Condition, groups = per, factor = 1): Estimator {
  return times(measurement("secant_sharpness", { unit: "", per: groups, cases }), {
    label: `${factor === 1 ? "" : `${factor} `}η λmax of ${cases.label}`,
    sql: `${factor} * learning_rate`,
  });
}

const arms = { across: ["batchSize"] } as const;

/** What all walks of this suite share. No segment is evaluated: `points`, `measuredEpochs` and `measuredSteps` play no part. */
const walks = {
  momentum: 0,
  weightDecay: 1e-4,
  steps,
  epochs: steps,
  measuredEpochs: [1],
  measuredSteps: 1,
  points: 10,
};

/**
 * Sub-batches of 100 samples, so that batch normalisation sees 100 samples in every arm. Without augmentation, so that GD is deterministic. The
 * sharpness is that of 600 of the 6,000 training samples, looked at five times along GD's walk.
 */
const small = {
  ...walks,
  augmentation: "none",
  trainSamples: 6_000,
  subBatchSize: 100,
  batchSize: [100, 600, 3_000, 6_000],
  evaluationSamples: 600,
  evaluationBatchSize: 100,
  validationSamples: 200,
  seeds: 10,
} as const;

/** Nine sub-batches of 5,000 samples; smaller batches are normalised whole. The sizes between 100 and all samples are ours. */
const paperSizes = {
  ...walks,
  learningRate: [0.1, 0.5, 0.9],
  trainSamples: 45_000,
  subBatchSize: 5_000,
  batchSize: [100, 500, 1_000, 5_000, 45_000],
  evaluationSamples: 45_000,
  evaluationBatchSize: 5_000,
  seeds: 10,
};

/** The grid, and the released code's full batch at the least learning rate: nine sub-batches of a ninth of the samples each. */
function withLiteralCode(grid: Grid & { trainSamples: number; learningRate: readonly number[] }): Grid[] {
  const { trainSamples, learningRate } = grid;
  const subBatchSize = Math.ceil(trainSamples / subBatches);
  return [
    grid,
    { ...grid, descent: literal, batchSize: trainSamples, subBatchSize, learningRate: Math.min(...learningRate) },
  ];
}

/** Mini-batches drawn with replacement: the control for what batches of one epoch, which share no sample, do to their cosines. */
function withReplacement(grid: Grid & { batchSize: readonly number[] }): Grid {
  return { ...grid, batchSize: grid.batchSize.slice(0, -1), sampling: "with replacement" };
}

/** A walk with SGD, section 3.2: which way do consecutive gradients point, and how far does the walk come? */
export default suite({
  name: "cosine",
  version: 2,
  question: "Does gradient descent bounce between the walls of a valley, and SGD less so?",
  reference: walkWithSgd("section 3.2"),

  claims: [
    claim("W2", "Full-batch GD bounces where it overshoots: its consecutive gradients point against each other", {
      version: 2,
    })
      .estimate(cosineOf(gd, overshooting(gd))).beside(etaSharpness(gd)).below(-0.3),
    claim("W2c", "So does the released code's full batch, the sum of nine sub-batches", { version: 2 })
      .estimate(cosineOf(sum, overshooting(sum, subBatches))).beside(etaSharpness(sum, per, subBatches)).below(-0.3),
    claim("W3", "There SGD's consecutive gradients point less against each other than GD's", { version: 2 })
      .estimate(difference(cosineOf(sgd, overshooting(gd)), cosineOf(gd, overshooting(gd)), arms))
      .beside(etaSharpness(gd)).above(0.1),
    claim("W4", "There SGD moves farther than GD in as many steps", { version: 2 })
      .estimate(log2Ratio(distanceOf(sgd), distanceOf(gd), arms)).beside(etaSharpness(gd)).above(Math.log2(1.05)),
    claim("W8a", "There the larger the batch, the more consecutive gradients point against each other", { version: 2 })
      .estimate(rankCorrelation(cosineOf(everyBatch, overshooting(gd)), { over: "batchSize" }))
      .beside(etaSharpness(gd)).below(-0.5),
    claim("W8b", "The learning rate does not change how consecutive gradients point", { version: 1 })
      .estimate(differenceToLowerRates(lateCosine(sgdOrGd, perBatch)))
      .primary({ lower_learning_rate: 0.1 }).within(0.05),
  ],

  measures: [
    gradientNorm(),
    cosine(),
    distance(),
    gradientNoise({ every: 20, batches: 5, batchSizes: [100] }),
    secantSharpness({ every: lookEvery, batchSizes: ["all"] }),
  ],

  presets: {
    smoke: [
      ...withLiteralCode({
        ...small,
        network: mlp({ hidden: [16] }),
        dataset: "mnist",
        learningRate: [0.1, 0.9],
        trainSamples: 450,
        subBatchSize: 50,
        batchSize: [100, 200, 450],
        evaluationSamples: 150,
        evaluationBatchSize: 50,
        validationSamples: 100,
        seeds: 2,
      }),
      ...withLiteralCode({
        ...small,
        network: vgg11({ width: 1 / 16 }),
        dataset: "cifar10",
        learningRate: [0.1],
        trainSamples: 180,
        subBatchSize: 20,
        batchSize: [100, 180],
        evaluationSamples: 60,
        evaluationBatchSize: 20,
        validationSamples: 100,
        seeds: 2,
      }),
      withReplacement({
        ...small,
        network: mlp({ hidden: [16] }),
        dataset: "mnist",
        learningRate: 0.9,
        trainSamples: 450,
        subBatchSize: 50,
        batchSize: [200, 450],
        evaluationSamples: 150,
        evaluationBatchSize: 50,
        validationSamples: 100,
        seeds: 2,
      }),
    ],
    // A full batch of 6,000 takes sixty mini-batches' work: the perceptron is a fifth as wide as the paper's, and the VGG-11 has one rate.
    laptop: [
      ...withLiteralCode({
        ...small,
        network: mlp({ hidden: [100, 70] }),
        dataset: "mnist",
        learningRate: [0.1, 0.5, 0.9],
      }),
      withReplacement({ ...small, network: mlp({ hidden: [100, 70] }), dataset: "mnist", learningRate: 0.5 }),
      { ...small, network: vgg11({ width: 1 / 16 }), dataset: "cifar10", learningRate: 0.5 },
    ],
    paper: [
      ...withLiteralCode({
        ...paperSizes,
        network: mlp(),
        dataset: "mnist",
        augmentation: "none",
        validationSamples: 10_000,
      }),
      ...withLiteralCode({
        ...paperSizes,
        network: vgg11(),
        dataset: "cifar10",
        augmentation: "crop-flip",
        validationSamples: 5_000,
      }),
    ],
  },

  // The numbers of the paper's figures are not at hand.
  published: [],

  paperSettings: [
    ...walkWithSgdSettings.filter(({ field }) =>
      !["batchSize", "epochs", "learningRate", "measuredEpochs", "measuredSteps", "points"].includes(field)
    ),
    { field: "subBatchSize", value: 5_000, source: "code" },
    {
      field: "full-batch gradient",
      paper: "nine sub-batches drawn anew at each step, their mean gradients added up and not divided",
      here:
        "the mean over fixed sub-batches, so that GD is deterministic where nothing is augmented; the sum beside it",
      source: "code",
    },
    {
      field: "learning rate",
      paper: "0.1, which for GD is 0.9 of the mean gradient, as nine are added up",
      here:
        "0.1, 0.5 and 0.9 of the mean gradient, at laptop 0.5 for the VGG-11, unless chosen otherwise; 0.1 of the sum",
      source: "code",
    },
    { field: "batchSize", paper: "100 and all; the sizes between are not known to us", source: "ours" },
    {
      field: "sharpness",
      paper: "15 power iterations, without a stop rule",
      here: "the secant Hessian over the length of a step, by power iteration, every eighth step of full-batch descent",
      source: "code",
    },
    {
      field: "weight decay",
      paper: "the gradients whose cosines are taken have weight decay in them",
      here: "without it",
      source: "code",
    },
  ],
});
