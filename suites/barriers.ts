import {
  audit,
  barrier,
  bowl,
  claim,
  cosine,
  difference,
  distance,
  floor,
  gradientNorm,
  height,
  kappa,
  mlp,
  noiseFloor,
  rate,
  resnet56,
  secant,
  segment,
  share,
  steppedWalks,
  suite,
  vgg11,
  walkWithSgd,
  walkWithSgdSettings,
} from "../mod.ts";

/** Whether steps have a minimum inside is judged for every (network, learning rate, epoch) by itself; the paper's epochs are the primary ones. */
const per = ["network", "learning_rate", "epoch"];
const paperEpochs = { epoch: [1, 10, 25, 100] };
const largest = { learningRates: "largest", per } as const;

/** A barrier is rare, so that its rate is judged over all measured steps of a walk: a network and learning rate is one group. */
const barrierRate = { tolerance: 1e-3, per: ["network", "learning_rate"] };

/** Where the bowl's slope and curvature were measured. */
const withBowl = { label: "where the bowl is known", sql: "bowl_interior IS NOT NULL" };

const { smoke, laptop, paper } = steppedWalks;

/** A walk with SGD, table 1: does SGD cross barriers on its way, or does it bounce between the walls of a valley? */
export default suite({
  name: "barriers",
  version: 2,
  question: "Does SGD cross barriers on its way?",
  reference: walkWithSgd("section 3.1, table 1"),

  claims: [
    claim("W1", "Most steps have a minimum inside, and more of them than in a noisy bowl without walls", { version: 2 })
      .estimate(
        difference(
          share("interior", { ...largest, rows: withBowl }),
          share("bowl_interior", { ...largest, rows: withBowl }),
          { across: [] },
        ),
      ).also(share("interior", largest), { above: 0.5 }).primary(paperEpochs).above(0),
    claim("W1b", "SGD bounces between walls: most steps pass a minimum of their own mini-batch", { version: 1 })
      .estimate(share("batch_interior", largest)).primary(paperEpochs).above(0.5),
    claim("W6", "SGD hardly crosses significant barriers, of a thousandth of the loss", { version: 2 })
      .estimate(rate("barrier", { ...barrierRate, learningRates: "largest" })).below(0.01),
    claim("W14", "A small learning rate crosses no significant barriers either", { version: 2 })
      .estimate(rate("barrier", { ...barrierRate, learningRates: "tenth" })).below(0.01),
  ],

  measures: [
    gradientNorm(),
    cosine({ twoApart: true }),
    distance(),
    kappa({ every: 4 }),
    segment(),
    segment({ draw: "batch", every: 2 }),
    segment({ draw: "stochastic", every: 30 }),
    secant(),
    floor(),
    height(),
    barrier(),
    bowl({ every: 12 }),
    audit({ share: 0.02 }),
    noiseFloor(),
  ],

  presets: {
    smoke: [
      { ...smoke.mnist, network: mlp({ hidden: [32] }), learningRate: [0.1, 0.01] },
      { ...smoke.cifar10, network: vgg11({ width: 1 / 16 }), learningRate: 0.1 },
    ],
    laptop: [
      // The perceptron has the seeds and steps that a rate of 0.1 % takes to be told from 1 %; a narrow VGG-11 is too slow for that.
      { ...laptop.mnist, network: mlp(), learningRate: 0.1, measuredEpochs: [1, 5, 10, 15, 20, 25], seeds: 12 },
      { ...laptop.mnist, network: mlp(), learningRate: 0.01, measuredSteps: 20 },
      { ...laptop.cifar10, network: vgg11({ width: 1 / 16 }), learningRate: 0.1 },
    ],
    paper: [
      { ...paper.mnist, network: mlp(), learningRate: [0.1, 0.01] },
      { ...paper.cifar10, network: vgg11(), learningRate: [0.1, 0.01] },
      { ...paper.cifar10, network: resnet56(), learningRate: [0.3, 0.03] },
    ],
  },

  published: [
    { quantity: "barriers", network: "vgg11", epoch: 1, value: 0, of: 450 },
    { quantity: "barriers", network: "vgg11", epoch: 10, value: 0, of: 450 },
    { quantity: "barriers", network: "vgg11", epoch: 25, value: 5, of: 450 },
    { quantity: "barriers", network: "vgg11", epoch: 100, value: 13, of: 450 },
    { quantity: "barriers", network: "resnet56", epoch: 1, value: 0, of: 450 },
    { quantity: "barriers", network: "resnet56", epoch: 10, value: 0, of: 450 },
    { quantity: "barriers", network: "resnet56", epoch: 25, value: 2, of: 450 },
    { quantity: "barriers", network: "resnet56", epoch: 100, value: 23, of: 450 },
    { quantity: "barriers", network: "mlp", epoch: 1, value: 0, of: 450 },
    { quantity: "barriers", network: "mlp", epoch: 10, value: 3, of: 450 },
    { quantity: "barriers", network: "mlp", epoch: 25, value: 5, of: 450 },
  ],

  paperSettings: [
    ...walkWithSgdSettings,
    {
      field: "evaluation",
      paper: "order, batches and augmentation drawn anew at each point",
      here: "fixed samples in fixed, class-balanced batches, without augmentation; the paper's way beside it",
      source: "code",
    },
    { network: "mlp", field: "learningRate", paper: "not known", source: "ours" },
  ],
});
