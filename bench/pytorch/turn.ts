/** A turn: our engine and PyTorch, one after the other, on the same work. */

import { type Contestant, ours, race, type Rates, type Sharing } from "./contestant.ts";
import type { Work } from "./works.ts";

/** What one round gave for one work and one way to share the cores. */
export interface Turn {
  readonly model: Work["model"];
  readonly sharing: Sharing;
  readonly ours: Rates;
  readonly pytorch: Rates;
}

/** One walk on all cores and a walk a core; the latter not for a script that knows no threads. */
export function sharings(cores: number, { alone = false }: Contestant): Sharing[] {
  const whole = { walks: 1, threads: cores };
  return cores === 1 || alone ? [whole] : [whole, { walks: cores, threads: 1 }];
}

/** What a turn is taken on, and how. */
export interface TurnOptions {
  readonly sharing: Sharing;
  /** Who begins changes from round to round. */
  readonly oursFirst: boolean;
  /** Ends the turn at once. */
  readonly signal: AbortSignal;
}

/** Times both on a work whose samples lie at `data`. */
export async function takeTurn(work: Work, data: string, other: Contestant, options: TurnOptions): Promise<Turn> {
  const { sharing, oursFirst, signal } = options;
  const rates = new Map<Contestant, Rates>();
  for (const one of oursFirst ? [ours, other] : [other, ours]) {
    rates.set(one, await race(one, work, data, sharing, signal));
  }
  return { model: work.model, sharing, ours: rates.get(ours)!, pytorch: rates.get(other)! };
}
