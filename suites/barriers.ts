import {
  barrier,
  claim,
  cosine,
  distance,
  floor,
  gradientNorm,
  height,
  kappa,
  mlp,
  noiseFloor,
  rate,
  resnet56,
  segment,
  share,
  steppedWalks,
  suite,
  vgg11,
  walkWithSgd,
  walkWithSgdSettings,
} from "../mod.ts";

/** Every (network, learning rate, epoch) is judged by itself. */
const per = ["network", "learning_rate", "epoch"];

const { smoke, laptop, paper } = steppedWalks;

/** A walk with SGD, table 1: does SGD cross barriers on its way, or does it bounce between the walls of a valley? */
export default suite({
  name: "barriers",
  version: 1,
  question: "Does SGD cross barriers on its way?",
  reference: walkWithSgd("section 3.1, table 1"),

  claims: [
    claim("W1", "Most steps have a minimum inside: SGD bounces between walls", { version: 1 })
      .estimate(share("interior", { learningRates: "largest", per })).above(0.5),
    claim("W6", "SGD hardly crosses barriers", { version: 1 })
      .estimate(rate("barrier", { tolerance: 1e-6, learningRates: "largest", per })).below(0.01),
    claim("W14", "A small learning rate crosses no barriers either", { version: 1 })
      .estimate(rate("barrier", { tolerance: 1e-6, learningRates: "tenth", per })).below(0.01),
  ],

  measures: [
    gradientNorm(),
    cosine(),
    distance(),
    kappa({ every: 4 }),
    segment(),
    segment({ draw: "batch", every: 4 }),
    segment({ draw: "stochastic", every: 20 }),
    floor(),
    height(),
    barrier(),
    noiseFloor(),
  ],

  presets: {
    smoke: [
      { ...smoke.mnist, network: mlp({ hidden: [32] }), learningRate: [0.1, 0.01] },
      { ...smoke.cifar10, network: vgg11({ width: 1 / 16 }), learningRate: 0.1 },
    ],
    laptop: [
      { ...laptop.mnist, network: mlp(), learningRate: [0.1, 0.01] },
      { ...laptop.cifar10, network: vgg11({ width: 1 / 16 }), learningRate: [0.1, 0.01] },
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
