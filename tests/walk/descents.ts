/** Every kind of descent, on the small walk. */

import { type Descent, sgdDescent } from "../../src/spec/descent.ts";

/** Arms by name; those that switch do so after step 5, in the middle of the second epoch. */
export const descents: readonly Descent[] = [
  sgdDescent,
  { name: "GD", gradient: "full batch" },
  { name: "GD, summed", gradient: "full batch sum" },
  {
    name: "GD + isotropic noise, variance",
    gradient: "full batch",
    noise: { kind: "isotropic from initialisation", factor: 0.1, as: "variance" },
  },
  {
    name: "GD + isotropic noise, deviation",
    gradient: "full batch",
    noise: { kind: "isotropic from initialisation", factor: 0.1, as: "standard deviation" },
  },
  {
    name: "GD + matched noise",
    gradient: "full batch",
    noise: { kind: "isotropic of matched trace", every: 4 },
  },
  { name: "GD + structured noise", gradient: "full batch", noise: { kind: "structured" } },
  {
    name: "GD, then SGD",
    gradient: "full batch",
    switch: { step: 5, to: sgdDescent },
  },
  {
    name: "SGD, then noisy GD",
    gradient: "mini-batch",
    switch: {
      step: 5,
      learningRateFactor: 0.5,
      to: {
        name: "GD + matched noise",
        gradient: "full batch",
        noise: { kind: "isotropic of matched trace", every: 3 },
      },
    },
  },
  {
    name: "noisy GD, then noisy GD",
    gradient: "full batch",
    noise: { kind: "isotropic of matched trace", every: 4 },
    switch: {
      step: 5,
      to: {
        name: "GD + isotropic noise",
        gradient: "full batch",
        noise: { kind: "isotropic from initialisation", factor: 0.1, as: "variance" },
      },
    },
  },
];
