import { mlp } from "../network/mlp.ts";
import { resnet56 } from "../network/resnet56.ts";
import { vgg11 } from "../network/vgg11.ts";
import type { DatasetName } from "../spec/dataset.ts";
import type { Network } from "../spec/network.ts";

/** The networks that the command line builds by name. */
export const modelNames = ["mlp", "vgg11", "resnet56"] as const;

/** The name of a network that the command line builds. */
export type ModelName = typeof modelNames[number];

/** What a network is built with; an option that it does not have is left out of account. */
export interface ModelOptions {
  readonly width?: number;
  readonly hidden?: readonly number[];
  readonly input?: Network["input"];
}

/** How each network is built, which data set the paper walks it on, and which of the options it has. */
export const models: Readonly<
  Record<ModelName, {
    readonly dataset: DatasetName;
    readonly options: readonly (keyof ModelOptions)[];
    build(options: ModelOptions): Network;
  }>
> = {
  mlp: { dataset: "mnist", options: ["hidden", "input"], build: mlp },
  vgg11: { dataset: "cifar10", options: ["width"], build: vgg11 },
  resnet56: { dataset: "cifar10", options: ["width"], build: resnet56 },
};

/** Whether a name is one of `modelNames`. */
export function isModel(name: string): name is ModelName {
  return Object.hasOwn(models, name);
}

/** The sizes of an mlp's hidden layers. */
export function hiddenSizes({ layers }: Network): number[] {
  return layers.flatMap((layer) => layer.kind === "dense" ? layer.outputs : []).slice(0, -1);
}
