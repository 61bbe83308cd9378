/** What is timed beside PyTorch, and how many times as fast ours is to be. */

import { mlp } from "../../src/network/mlp.ts";
import { resnet56 } from "../../src/network/resnet56.ts";
import { vgg11 } from "../../src/network/vgg11.ts";
import type { DatasetName } from "../../src/spec/dataset.ts";
import type { Network } from "../../src/spec/network.ts";

/** A network's walk: a few steps, each with its segment. */
export interface Work {
  readonly model: "mlp" | "vgg11" | "resnet56";
  readonly network: Network;
  readonly dataset: DatasetName;
  /** Samples that a segment is evaluated on, in batches of 500. */
  readonly evaluated: number;
  /** A segment has so many places and one more. */
  readonly points: number;
  readonly steps: number;
  /** The ratios to reach. */
  readonly aims: { readonly step: number; readonly segment: number };
}

/** All that is timed. Segments have a batch of 500 for each of two cores; only the perceptron's have the eleven places of the paper, as a rate does not depend on it. */
export const works: readonly Work[] = [
  {
    model: "mlp",
    network: mlp(),
    dataset: "mnist",
    ...{ evaluated: 6000, points: 10, steps: 20, aims: { step: 3, segment: 8 } },
  },
  {
    model: "vgg11",
    network: vgg11(),
    dataset: "cifar10",
    ...{ evaluated: 1000, points: 1, steps: 3, aims: { step: 1.15, segment: 1.5 } },
  },
  {
    model: "resnet56",
    network: resnet56(),
    dataset: "cifar10",
    ...{ evaluated: 1000, points: 1, steps: 3, aims: { step: 1, segment: 1.2 } },
  },
];
