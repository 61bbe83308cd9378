import type { Case } from "../spec/case.ts";
import type { Grid } from "../spec/suite.ts";
import { UserError } from "../spec/user_error.ts";

/**
 * The cases of a run: every combination of the grids' axes, for seeds 0, 1, 2, .... A case that several grids name appears
 * once. Seeds vary slowest, so that a run cut short still has whole seeds in every arm, and arms are compared in pairs;
 * then the grids in their order; within a grid, the axis written first.
 *
 * @throws {UserError} If an axis has no value or the number of seeds is not a positive integer.
 */
export function expandGrid(grids: readonly Grid[]): Case[] {
  const cases = grids.flatMap(expandOne).sort((a, b) => a.seed - b.seed);
  const distinct = new Map<string, Case>();
  for (const one of cases) {
    const identity = JSON.stringify(Object.entries(one).sort());
    if (!distinct.has(identity)) distinct.set(identity, one);
  }
  return [...distinct.values()];
}

function expandOne({ seeds, measuredEpochs, ...axes }: Grid): Case[] {
  if (!Number.isInteger(seeds) || seeds < 1) {
    throw new UserError(`Cannot lay out the cases as the number of seeds must be a positive integer: ${seeds}`);
  }
  let points: object[] = Array.from({ length: seeds }, (_, seed) => ({ measuredEpochs, seed }));
  for (const [field, axis] of Object.entries(axes)) {
    const values: readonly unknown[] = Array.isArray(axis) ? axis : [axis];
    if (values.length === 0) throw new UserError(`Cannot lay out the cases as ${field} must have a value: none given`);
    points = points.flatMap((point) => values.map((value) => ({ ...point, [field]: value })));
  }
  // A grid has every field of a case but these two, so the points are whole cases now.
  return points as Case[];
}
