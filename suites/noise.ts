import {
  besideEach,
  blockNorms,
  claim,
  cosine,
  type Descent,
  difference,
  distance,
  type Estimator,
  gdDescent,
  gdWithIsotropicNoise,
  gdWithMatchedNoise,
  gdWithStructuredNoise,
  gradientNoise,
  gradientNorm,
  type Grid,
  inOrder,
  log2Ratio,
  logRatioAtMatchedTrainingLoss,
  meanOf,
  measurement,
  mlp,
  sgdDescent,
  sharpness,
  suite,
  switching,
  trainingLoss,
  vgg11,
  walkWithSgd,
  walkWithSgdSettings,
} from "../mod.ts";

/** The paper's noise: its factors, lost from our copy of the text, in the text's convention and in that of the released code. */
const noiseOf = (factors: readonly number[]) =>
  factors.flatMap((factor) => [
    gdWithIsotropicNoise({ factor, as: "variance" }),
    gdWithIsotropicNoise({ factor, as: "standard deviation" }),
  ]);
const paperNoise = noiseOf([0.1, 0.02, 0.01, 0.001]);

/** What the released code runs unless told otherwise: the isotropic arm of W10c and the walk that W11 switches from. */
const codeNoise = gdWithIsotropicNoise({ factor: 0.02, as: "standard deviation" });

/** Estimated anew at every step: a mini-batch's noise falls to a third within the first ten, and a sigma held for four is too large by then. */
const matchedNoise = gdWithMatchedNoise({ every: 1 });

const mainArms = [gdDescent, codeNoise, matchedNoise, gdWithStructuredNoise, sgdDescent];

/** The same code's factor and a smaller one, each both ways: with the main arms three more at laptop. */
const laptopNoise = noiseOf([0.02, 0.001]);

/** W11: the run with the code's noise goes on as something else from a step on. That it goes on as it was is the run itself. */
const switchesAt = (step: number) => ({
  toSgd: switching(codeNoise, { step, to: sgdDescent }),
  toGd: switching(codeNoise, { step, to: gdDescent }),
  toSmallerRate: switching(codeNoise, { step, to: codeNoise, learningRateFactor: 0.1 }),
});
const { toSgd, toGd } = switchesAt(1);

/** Every (network, learning rate, weight decay) is judged by itself, and every noise where there are several. */
const per = ["network", "learning_rate", "weight_decay"];
const perNoise = [...per, "descent"];
const arms = { across: ["descent"] } as const;

const only = (...descents: Descent[]) => ({
  label: descents.map(({ name }) => name).join(" or "),
  sql: `descent IN (${descents.map(({ name }) => `'${name}'`).join(", ")})`,
});

/** The primary groups: the paper's weight decay, and of the noises the released code's factor, in both conventions. */
const paperDecay = 1e-4;
const withDecay = { weight_decay: paperDecay };
const judgedNoise = { ...withDecay, descent: noiseOf([0.02]).map(({ name }) => name) };

const finalLoss = (...descents: Descent[]) => ({
  ...measurement("training_loss", { unit: "", per: perNoise, cases: only(...descents), atEnd: true }),
  label: "training loss in nats after the last step",
});
const finalAccuracy = (...descents: Descent[]) => ({
  ...meanOf("validation_accuracy", { from: "epochs", unit: "", per: perNoise, cases: only(...descents), atEnd: true }),
  label: "validation accuracy after the last step",
});
const finalSharpness = (...descents: Descent[]) => ({
  ...measurement("sharpness", { unit: "", per: perNoise, cases: only(...descents), atEnd: true }),
  label: "sharpness after the last step",
});

/** What noise adds to GD's value, noise by noise. */
function minusGd(final: (...descents: Descent[]) => Estimator, ...noises: Descent[]): Estimator {
  const noisy = final(...noises);
  const gd = final(gdDescent);
  return {
    ...difference(noisy, besideEach(gd, noisy, { column: "descent" }), arms),
    label: `${noisy.label}, minus that of GD`,
  };
}

/** The same as a binary logarithm of their ratio: losses are positive and skewed. */
function overGd(final: (...descents: Descent[]) => Estimator, ...noises: Descent[]): Estimator {
  const noisy = final(...noises);
  return {
    ...log2Ratio(noisy, besideEach(final(gdDescent), noisy, { column: "descent" }), arms),
    label: `log2 of ${noisy.label}, over that of GD`,
  };
}

/** How far each arm is from its start after the last step, in the order in which they are said to be. */
function distancesInOrder(descents: readonly Descent[]): Estimator {
  const last = descents.map((descent) =>
    meanOf("distance", {
      from: "steps",
      unit: "",
      per,
      cases: only(descent),
      rows: { label: "last step", sql: `step = ${ofCase("steps", "planned_steps - 1")}` },
    })
  );
  return { ...inOrder(last, arms), label: `distance after the last step: ${namesOf(descents)}` };
}

/** The same of the norm without that of batch normalisation's scales, which make up much of it at the start. */
function normsInOrder(descents: readonly Descent[]): Estimator {
  const last = descents.map((descent) =>
    measurement("norm_without_gamma", { unit: "", per, cases: only(descent), atEnd: true })
  );
  return { ...inOrder(last, arms), label: `norm without gamma after the last step: ${namesOf(descents)}` };
}

function namesOf(descents: readonly Descent[]): string {
  return descents.map(({ name }) => name).join(" < ");
}

/** A walk's training loss at the switch and after its last step; the walk with the code's noise goes on as it was. */
function lossesSince(descent: Descent): { atSwitch: Estimator; atEnd: Estimator } {
  const loss = { unit: "", per, cases: only(descent) };
  // Every walk has the switch of the arms that switch at half of it.
  const epochOfSwitch = ofCase("measurements", "(planned_steps // 2) // (train_samples // batch_size)");
  return {
    atSwitch: measurement("training_loss", {
      ...loss,
      rows: { label: "at the switch", sql: `epoch = ${epochOfSwitch}` },
    }),
    atEnd: measurement("training_loss", { ...loss, atEnd: true }),
  };
}

/** By how much the training loss falls from the switch to the end. */
function dropSince(descent: Descent): Estimator {
  const { atSwitch, atEnd } = lossesSince(descent);
  return difference(atSwitch, atEnd, { across: [] });
}

/** By which factor, as a binary logarithm. */
function foldsSince(descent: Descent): Estimator {
  const { atSwitch, atEnd } = lossesSince(descent);
  return log2Ratio(atSwitch, atEnd, { across: [] });
}

const dropWithSgd: Estimator = {
  ...difference(dropSince(toSgd), dropSince(toGd), arms),
  label: "drop of the training loss in nats from the switch to the end, SGD minus GD",
};

/** W11's premise: the walk with noise is stuck, so that its own loss falls by a lesser factor than that of GD from the start. */
const stuck: Estimator = {
  ...difference(foldsSince(gdDescent), foldsSince(codeNoise), arms),
  label: "log2 of the fall of the training loss over the second half, GD minus the walk with noise",
};

/** Sharpness of the matched noise over another arm's, at the same training loss. */
function sharperThan(other: Descent): Estimator {
  return logRatioAtMatchedTrainingLoss("sharpness", { per, arms: [only(matchedNoise), only(other)], ...arms });
}

/** Something of a row's case, in SQL. */
function ofCase(table: string, column: string): string {
  return `(SELECT ${column} FROM cases WHERE cases.run_id = ${table}.run_id AND cases.case_id = ${table}.case_id)`;
}

/** What all walks of this suite share. No segment is evaluated: `points` plays no part. */
const asInThePaper = { momentum: 0, batchSize: 100, points: 10 };

/**
 * Sub-batches of as many samples as a mini-batch has, so that batch normalisation sees 100 samples in every arm. Beside the noise only one
 * thing is left in which SGD and GD differ: GD's fixed sub-batches have each class equally often. Without augmentation, so that GD is
 * deterministic. The training loss is that of all training samples in GD's own sub-batches.
 */
const small = {
  ...asInThePaper,
  augmentation: "none",
  trainSamples: 2_000,
  subBatchSize: 100,
  evaluationSamples: 2_000,
  evaluationBatchSize: 100,
  measuredSteps: 20,
} as const;

/** Nine sub-batches of 5,000 samples, whatever a mini-batch has, as in the released code. */
const paperSizes = {
  ...asInThePaper,
  learningRate: [0.1, 0.5, 0.9],
  trainSamples: 45_000,
  subBatchSize: 5_000,
  evaluationSamples: 45_000,
  evaluationBatchSize: 500,
  measuredSteps: 450,
  epochs: 10,
  seeds: 10,
};

/** The training loss is measured after every epoch. */
function everyOne(epochs: number): number[] {
  return Array.from({ length: epochs }, (_, index) => index + 1);
}

type Sizes = Omit<Grid, "descent" | "weightDecay" | "measuredEpochs" | "epochs" | "trainSamples"> & {
  readonly epochs: number;
  readonly trainSamples: number;
};

/** The rate at which the arms without weight decay run. */
function middleOf(rates: Grid["learningRate"]): number {
  const all = [rates].flat();
  return all[Math.floor(all.length / 2)]!;
}

/**
 * The main arms at the paper's weight decay; with as many seeds as `few` says the other noises, the walks that switch half-way, and the main
 * arms without weight decay, which show its share, at one rate.
 */
function armsOf(
  settings: Sizes,
  { noises, few }: { readonly noises: readonly Descent[]; readonly few: number },
): Grid[] {
  const grid = { ...settings, measuredEpochs: everyOne(settings.epochs) };
  const steps = grid.epochs * Math.floor(grid.trainSamples / asInThePaper.batchSize);
  return [
    { ...grid, weightDecay: paperDecay, descent: mainArms },
    { ...grid, weightDecay: paperDecay, descent: [...noises, ...Object.values(switchesAt(steps / 2))], seeds: few },
    { ...grid, weightDecay: 0, learningRate: middleOf(grid.learningRate), descent: mainArms, seeds: few },
  ];
}

/** A walk with SGD: is it the noise of SGD that does it, or would noise of any kind do? */
export default suite({
  name: "noise",
  version: 3,
  question: "Does it matter which noise the gradient has?",
  reference: walkWithSgd("on SGD's noise and isotropic noise"),

  claims: [
    claim("W10a-loss", "GD with the paper's isotropic noise ends at a greater training loss than GD", { version: 2 })
      .estimate(overGd(finalLoss, ...paperNoise)).beside(minusGd(finalSharpness, ...paperNoise)).primary(judgedNoise)
      .above(0),
    claim("W10a-accuracy", "GD with the paper's isotropic noise ends at a lower validation accuracy than GD", {
      version: 1,
    })
      .estimate(minusGd(finalAccuracy, ...paperNoise)).beside(minusGd(finalSharpness, ...paperNoise)).primary(
        judgedNoise,
      )
      .below(0),
    ...[
      { other: sgdDescent, id: "W10d-sgd", name: "SGD" },
      { other: gdWithStructuredNoise, id: "W10d-structured", name: "noise of SGD's structure" },
    ].map(({ other, id, name }) =>
      claim(id, `Structure flattens: isotropic noise of the trace of SGD's ends sharper than ${name}`, { version: 1 })
        .estimate(sharperThan(other)).primary(withDecay).above(0)
    ),
    ...[
      { id: "W10c", isotropic: codeNoise, name: "the released code's isotropic noise" },
      { id: "W10cm", isotropic: matchedNoise, name: "isotropic noise of the trace of SGD's" },
    ].flatMap(({ id, isotropic, name }) => [
      claim(`${id}-distance`, `GD moves least far, SGD farther, GD with ${name} farthest`, { version: 2 })
        .estimate(distancesInOrder([gdDescent, sgdDescent, isotropic])).primary(withDecay).inAtLeast(0.9),
      claim(
        `${id}-norm`,
        `SGD ends at the smallest norm, GD at a greater one, GD with ${name} at the greatest, gamma left out`,
        { version: 2 },
      ).estimate(normsInOrder([sgdDescent, gdDescent, isotropic])).primary(withDecay).inAtLeast(0.9),
    ]),
    claim("W11", "A walk that isotropic noise keeps from falling falls farther with SGD than with GD", { version: 2 })
      .estimate(dropWithSgd).where(stuck, { above: 0 }).above(0),
  ],

  measures: [
    gradientNorm(),
    cosine(),
    distance(),
    // Often and from few mini-batches rather than the other way round: its integral over the steps is what counts.
    gradientNoise({ every: 4, batches: 3 }),
    trainingLoss(),
    blockNorms(),
    // A residual of 2 % leaves an error of its square: the sharpness is compared between arms, not to the digit.
    sharpness({ every: 2, tolerance: 2e-2 }),
  ],

  presets: {
    smoke: armsOf({
      ...small,
      network: mlp({ hidden: [16] }),
      dataset: "mnist",
      learningRate: 0.5,
      trainSamples: 300,
      evaluationSamples: 300,
      validationSamples: 100,
      epochs: 2,
      seeds: 2,
    }, { noises: laptopNoise, few: 2 }),
    laptop: armsOf({
      ...small,
      network: mlp({ hidden: [50] }),
      dataset: "mnist",
      learningRate: [0.1, 0.5, 0.9],
      validationSamples: 1_000,
      epochs: 10,
      seeds: 10,
    }, { noises: laptopNoise, few: 5 }),
    paper: [
      ...armsOf({
        ...paperSizes,
        network: mlp(),
        dataset: "mnist",
        augmentation: "none",
        validationSamples: 10_000,
      }, { noises: paperNoise, few: 10 }),
      ...armsOf({
        ...paperSizes,
        network: vgg11(),
        dataset: "cifar10",
        augmentation: "crop-flip",
        validationSamples: 5_000,
      }, { noises: paperNoise, few: 10 }),
    ],
  },

  // Distances, norms, losses and accuracies of the paper's figures are not at hand.
  published: [],

  paperSettings: [
    ...walkWithSgdSettings.filter(({ field }) =>
      !["learningRate", "measuredEpochs", "measuredSteps", "points"].includes(field)
    ),
    { field: "subBatchSize", value: 5_000, source: "code" },
    {
      field: "full-batch gradient",
      paper: "nine sub-batches drawn anew at each step, their mean gradients added up and not divided",
      here: "the mean over fixed sub-batches, so that GD is deterministic where nothing is augmented",
      source: "code",
    },
    {
      field: "learningRate",
      paper: "0.1, which for GD is 0.9 of the mean gradient, as nine are added up",
      source: "code",
    },
    {
      field: "isotropic noise",
      paper: "its factor is lost from our copy of the text; 0.02 unless told otherwise in the code",
      here:
        "factors 0.1, 0.02, 0.01 and 0.001, at laptop 0.02 and 0.001, each as a variance (text) and as a standard deviation (code)",
      source: "code",
    },
    {
      field: "isotropic noise's scale",
      paper:
        "the largest of the coordinates' variances, each estimated from an epoch's mini-batches: 450 of 100 samples",
      here: "the same from fewer mini-batches, twenty at laptop, whose largest lies higher",
      source: "code",
    },
    {
      field: "training samples",
      paper: "45,000, of which a step of GD differentiates all",
      here:
        "at laptop 2,000: with 6,000 each of the 400 walks that differentiate all of them would take three times as long",
      source: "code",
    },
    {
      field: "switched walks",
      paper: "not known to us: from which step on, and for how many",
      here: "at half of the walk, from the code's noise, for the other half",
      source: "ours",
    },
  ],
});
