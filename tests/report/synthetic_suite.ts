/** The suite that the pages' tests show: claims like those of the barriers suite, one of which has exploratory groups, and numbers of the paper to stand beside ours. */

import { rate, share } from "../../src/analysis/estimators.ts";
import { claim } from "../../src/spec/define_claim.ts";
import type { Suite } from "../../src/spec/suite.ts";

const per = ["network", "learning_rate", "epoch"];
const barriers = (learningRates: "largest" | "tenth") => rate("barrier", { tolerance: 1e-3, learningRates, per });

/** It declares no grid: its rows are made by a formula. */
export const syntheticSuite: Suite = {
  name: "barriers",
  version: 1,
  question: "Does SGD cross barriers on its way?",
  reference: {
    paper: "A Walk with SGD",
    authors: "Xing and others, 2018",
    identifier: "arXiv 1802.08770",
    where: "table 1",
  },
  measures: [],
  presets: { smoke: [], laptop: [], paper: [] },
  claims: [
    claim("W1", "Most SGD steps have an interior minimum", { version: 1 })
      .estimate(share("interior", { learningRates: "largest", per })).primary({ epoch: [1, 25] }).above(0.5),
    claim("W6", "SGD hardly crosses barriers", { version: 1 }).estimate(barriers("largest")).below(0.01),
    claim("W14", "A small learning rate crosses no barriers either", { version: 1 }).estimate(barriers("tenth")).below(
      0.01,
    ),
  ],
  published: [1, 10, 25].map((epoch, index) => ({
    quantity: "barriers",
    network: "mlp",
    epoch,
    value: [0, 3, 5][index]!,
    of: 450,
  })),
  paperSettings: [],
};
