import type { EngineName } from "../../spec/engine.ts";
import { UserError } from "../../spec/user_error.ts";

/** Why a backend cannot be used here, and what the user can do. */
export interface Obstacle {
  /** What must hold. */
  readonly requirement: string;
  /** What was found instead. */
  readonly found: string;
  /** What to install or do. */
  readonly remedy: string;
}

/** A backend that cannot be used here. */
export class BackendUnavailable extends UserError {
  readonly obstacle: Obstacle;

  constructor(name: EngineName, obstacle: Obstacle, options?: ErrorOptions) {
    super(`Cannot open ${name} as ${obstacle.requirement}: ${obstacle.found}. ${obstacle.remedy}`, options);
    this.obstacle = obstacle;
  }
}
