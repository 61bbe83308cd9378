import type { Case } from "../spec/case.ts";
import { type Descent, sgdDescent } from "../spec/descent.ts";

/** A part of a walk that follows one direction at one learning rate. */
export interface Leg {
  /** Its first step, counted from 0. */
  readonly since: number;
  /** What it follows; its own `switch` plays no part any more. */
  readonly descent: Descent;
  /** eta. */
  readonly learningRate: number;
}

/**
 * The legs of a case's walk, in their order: one, or two where its descent switches.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { sgdDescent } from "../spec/descent.ts";
 * import { legsOf } from "./leg.ts";
 *
 * const descent = {
 *   name: "GD, then SGD",
 *   gradient: "full batch",
 *   switch: { step: 40, to: sgdDescent, learningRateFactor: 0.5 },
 * } as const;
 * const legs = legsOf({ learningRate: 0.2, descent });
 * assertEquals(legs.map(({ since, learningRate }) => [since, learningRate]), [[0, 0.2], [40, 0.1]]);
 * ```
 */
export function legsOf({ descent = sgdDescent, learningRate }: Pick<Case, "descent" | "learningRate">): Leg[] {
  const first = { since: 0, descent, learningRate };
  if (!descent.switch) return [first];
  const { step, to, learningRateFactor = 1 } = descent.switch;
  return [first, { since: step, descent: to, learningRate: learningRate * learningRateFactor }];
}

/** The leg that a step belongs to. */
export function legAt(one: Pick<Case, "descent" | "learningRate">, step: number): Leg {
  return legsOf(one).findLast(({ since }) => since <= step)!;
}
