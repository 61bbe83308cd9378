import {
  claim,
  cosine,
  distance,
  floor,
  gradientNorm,
  height,
  kappa,
  log2RatioAtMatchedLoss,
  log2RatioToHalf,
  meanOf,
  minus,
  mlp,
  resnet56,
  segment,
  steppedWalks,
  suite,
  vgg11,
  walkWithSgd,
  walkWithSgdSettings,
} from "../mod.ts";

/** A learning rate is judged against half of it, at matched epoch for each epoch by itself, at matched loss over all of them. */
const atMatchedEpoch = { unit: "nats", per: ["network", "learning_rate", "epoch"] };
const atMatchedLoss = { per: ["network", "learning_rate"] };

/** Those of tables 2 and 3; the others are exploratory. */
const paperEpochs = { epoch: [1, 10, 25, 100] };

const interior = { label: "over steps with a minimum inside", sql: "interior = 1" };

/** The exponent p of d ~ eta^p, d the depth of the floor below the lower end, four ways: what follows W7 and W7q in the claims' ids, where it holds, and the estimator. */
const exponents = [
  { way: "", where: "in the same epoch", exponent: log2RatioToHalf(meanOf("depth", atMatchedEpoch)) },
  {
    way: "i",
    where: "in the same epoch, over steps with a minimum inside",
    exponent: log2RatioToHalf(meanOf("depth", { ...atMatchedEpoch, rows: interior })),
  },
  { way: "l", where: "at the same loss", exponent: log2RatioAtMatchedLoss("depth", atMatchedLoss) },
  {
    way: "li",
    where: "at the same loss, over steps with a minimum inside",
    exponent: log2RatioAtMatchedLoss("depth", { ...atMatchedLoss, rows: interior }),
  },
];

const { smoke, laptop, paper } = steppedWalks;

/** A walk with SGD, tables 2 and 3: does a larger learning rate keep a larger height above the valley's floor? */
export default suite({
  name: "heights",
  version: 2,
  question: "Does a larger learning rate keep SGD higher above the valley's floor?",
  reference: walkWithSgd("section 3.1, tables 2 and 3"),

  claims: [
    ...exponents.map(({ way, where, exponent }) =>
      claim(`W7${way}`, `A larger learning rate keeps SGD higher above the floor, by the depth ${where}`, {
        version: 2,
      })
        .estimate(exponent).primary(paperEpochs).above(0)
    ),
    // The margin is ours: an exponent between 1.5 and 2.5 is told from those of h ~ eta and h ~ eta^3.
    ...exponents.map(({ way, where, exponent }) =>
      claim(`W7q${way}`, `The depth grows as the square of the learning rate, as a quadratic's, ${where}`, {
        version: 2,
      })
        .estimate(minus(exponent, 2)).primary(paperEpochs).within(0.5)
    ),
  ],

  measures: [
    gradientNorm(),
    cosine({ twoApart: true }),
    distance(),
    kappa({ every: 4 }),
    segment(),
    floor(),
    height(),
  ],

  presets: {
    smoke: [
      { ...smoke.mnist, network: mlp({ hidden: [32] }), learningRate: [0.1, 0.05] },
      { ...smoke.cifar10, network: vgg11({ width: 1 / 16 }), learningRate: [0.1, 0.05] },
    ],
    // Epochs at which one rate is where the other was before, so that 100 steps a seed are matched in their loss.
    laptop: [
      {
        ...laptop.mnist,
        network: mlp(),
        learningRate: [0.1, 0.05],
        measuredEpochs: [1, 5, 8, 10, 14, 18, 25],
        measuredSteps: 50,
      },
      { ...laptop.cifar10, network: vgg11({ width: 1 / 16 }), learningRate: [0.1, 0.05] },
    ],
    paper: [
      { ...paper.mnist, network: mlp(), learningRate: [0.1, 0.05] },
      { ...paper.cifar10, network: vgg11(), learningRate: [0.1, 0.05] },
      { ...paper.cifar10, network: resnet56(), learningRate: [0.3, 0.15] },
    ],
  },

  // The number in brackets after the height is read as the variance over the steps of the epoch.
  published: [
    { network: "vgg11", learningRate: 0.1, epoch: 1, height: 0.0625, variance: 1.2e-3 },
    { network: "vgg11", learningRate: 0.1, epoch: 10, height: 0.0199, variance: 4.8e-4 },
    { network: "vgg11", learningRate: 0.1, epoch: 25, height: 0.0104, variance: 2.2e-5 },
    { network: "vgg11", learningRate: 0.1, epoch: 100, height: 0.0025, variance: 3.1e-6 },
    { network: "vgg11", learningRate: 0.05, epoch: 1, height: 0.0102, variance: 3.8e-5 },
    { network: "vgg11", learningRate: 0.05, epoch: 10, height: 0.005, variance: 2.8e-5 },
    { network: "vgg11", learningRate: 0.05, epoch: 25, height: 0.0035, variance: 1.7e-5 },
    { network: "vgg11", learningRate: 0.05, epoch: 100, height: 0.0011, variance: 1e-6 },
    { network: "resnet56", learningRate: 0.3, epoch: 1, height: 0.038, variance: 5.9e-4 },
    { network: "resnet56", learningRate: 0.3, epoch: 10, height: 0.0131, variance: 4.5e-4 },
    { network: "resnet56", learningRate: 0.3, epoch: 25, height: 0.0094, variance: 1.3e-5 },
    { network: "resnet56", learningRate: 0.3, epoch: 100, height: 0.0017, variance: 1e-5 },
    { network: "resnet56", learningRate: 0.15, epoch: 1, height: 0.0084, variance: 5.2e-5 },
    { network: "resnet56", learningRate: 0.15, epoch: 10, height: 0.0034, variance: 3.2e-5 },
    { network: "resnet56", learningRate: 0.15, epoch: 25, height: 0.002, variance: 7.2e-6 },
    { network: "resnet56", learningRate: 0.15, epoch: 100, height: 0.0013, variance: 6.7e-6 },
  ].flatMap(({ height, variance, ...place }) => [
    { quantity: "height", ...place, value: height },
    { quantity: "height variance", ...place, value: variance },
  ]),

  paperSettings: [
    ...walkWithSgdSettings,
    {
      field: "evaluation",
      paper: "order, batches and augmentation drawn anew at each point",
      here: "fixed samples in fixed, class-balanced batches, without augmentation",
      source: "code",
    },
    { network: "mlp", field: "learningRate", paper: "has no heights of this network", source: "ours" },
  ],
});
