import type { Estimator, Group } from "../spec/claim.ts";
import type { Json } from "../spec/measure.ts";
import type { SeedValue } from "./estimate.ts";

/**
 * Which seeds of a group have no value and why, for example `"2 of 5 seeds diverged"`, and which have a value over
 * fewer observations; empty where none. `cases` are the run's rows of that table: those that agree with
 * the group in the columns that both have are the group's. Where counts vary by themselves, fewer of them alone are no loss.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { describeLosses } from "./losses.ts";
 *
 * const cases = [
 *   { network: "mlp", seed: 0, status: "finished" },
 *   { network: "mlp", seed: 1, status: "diverged" },
 * ];
 * assertEquals(describeLosses({ network: "mlp" }, [{ seed: 0, value: 1, count: 1 }], cases), "1 of 2 seeds diverged");
 * ```
 */
export function describeLosses(
  group: Group,
  values: readonly SeedValue[],
  cases: readonly Readonly<Record<string, Json>>[],
  { countVaries = false }: Pick<Estimator, "countVaries"> = {},
): string {
  const members = membersOf(group, cases);
  const seeds = new Set(members.map(({ seed }) => seed));
  const counts = new Map(values.map(({ seed, count }) => [seed as Json | undefined, count]));
  const most = Math.max(...counts.values());

  const losses = new Map<string, number>();
  for (const seed of seeds) {
    const statuses = members.filter((one) => one.seed === seed).map(({ status }) => status);
    const count = counts.get(seed);
    const loss = count === undefined ? lossOf(statuses) : count < most ? partOf(statuses, countVaries) : "";
    if (loss) losses.set(loss, (losses.get(loss) ?? 0) + 1);
  }
  return [...losses].map(([loss, count]) => `${count} of ${seeds.size} seeds ${loss}`).join(", ");
}

/** The cases that agree with a group in the columns that both have. */
export function membersOf<Row extends Readonly<Record<string, Json>>>(group: Group, cases: readonly Row[]): Row[] {
  return cases.filter((one) =>
    Object.entries(group).every(([column, value]) => !(column in one) || one[column] === value)
  );
}

function lossOf(statuses: readonly (Json | undefined)[]): string {
  if (statuses.includes("diverged")) return "diverged";
  if (statuses.includes("failed")) return "failed";
  return statuses.every((status) => status === "finished") ? "without a finite value" : "not finished";
}

function partOf(statuses: readonly (Json | undefined)[], countVaries: boolean): string {
  // One that diverged after the group's epoch has walked it to the end.
  if (statuses.some((status) => status !== "finished" && status !== "diverged")) return "not finished";
  return countVaries ? "" : "with fewer finite values";
}
