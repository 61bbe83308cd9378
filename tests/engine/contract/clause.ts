import type { Engine, Program } from "../../../src/spec/engine.ts";
import type { Network } from "../../../src/spec/network.ts";
import { drawExample, type Example } from "../../reference/small_networks.ts";

/** One sentence of the contract that every engine keeps. */
export interface Clause {
  readonly name: string;
  check(engine: Engine): Promise<void>;
}

/** The clause of this name for a network: it is handed the compiled network, a point and `count` samples. */
export function clauseFor(
  network: Network,
  count: number,
  name: string,
  check: (program: Program, example: Example) => Promise<void>,
): Clause {
  return {
    name,
    async check(engine) {
      const example = drawExample(network, count);
      using program = await engine.compile(example.network);
      await check(program, example);
    },
  };
}
