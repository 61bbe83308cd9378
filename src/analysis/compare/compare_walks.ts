import type { Group } from "../../spec/claim.ts";
import type { ComparedCase } from "./compared_case.ts";

/** A case in two runs. */
export interface WalkComparison {
  /** Hash of the case without its seed. */
  readonly setting: string;
  /** Its setting, by what tells it from the others. */
  readonly group: Group;
  /** Its seed. */
  readonly seed: number;
  /** How it ended in both runs. */
  readonly status: { readonly a: string; readonly b: string };
  /** Epochs whose digest of theta both runs have. */
  readonly epochs: number;
  /** The first of them whose digests differ; absent where none does. */
  readonly partsAtEpoch?: number;
  /** Whether all rows are identical bit for bit, times apart. */
  readonly sameRows: boolean;
  /** Why the walks cannot be held against each other; empty where they can. */
  readonly obstacle: string;
}

/** Compares the walks that both runs have, in the order of the second's plan. */
export function compareWalks(
  a: readonly ComparedCase[],
  b: readonly ComparedCase[],
  groupOf: (setting: string) => Group,
): WalkComparison[] {
  const firsts = new Map(a.map((one) => [one.walk, one]));
  return b.flatMap((second): WalkComparison[] => {
    const first = firsts.get(second.walk);
    if (first === undefined) return [];
    const { setting, seed } = second;
    const epochs = [...second.digests.keys()].filter((epoch) => first.digests.has(epoch)).sort((x, y) => x - y);
    const parts = epochs.find((epoch) => first.digests.get(epoch) !== second.digests.get(epoch));
    return [{
      setting,
      group: groupOf(setting),
      seed,
      status: { a: first.status, b: second.status },
      epochs: epochs.length,
      ...(parts === undefined ? {} : { partsAtEpoch: parts }),
      sameRows: first.bits === second.bits,
      obstacle: dataObstacle(first.dataChecksum, second.dataChecksum),
    }];
  });
}

/** Whether a setting's walks are identical up to the end of an epoch, or to their own end. */
export function sameUpTo(walks: readonly WalkComparison[], epoch?: number): boolean {
  return walks.length > 0 && walks.every(({ status, epochs, partsAtEpoch }) => {
    if (epoch !== undefined) return epochs >= epoch && (partsAtEpoch ?? Infinity) > epoch;
    return epochs > 0 && partsAtEpoch === undefined && status.a === status.b;
  });
}

function dataObstacle(a: string, b: string): string {
  if (a === b || a === "" || b === "") return "";
  return `data checksum ${a.slice(0, 12)} and ${b.slice(0, 12)}`;
}
