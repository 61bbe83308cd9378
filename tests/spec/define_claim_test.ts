import { assertEquals, assertThrows } from "@std/assert";
import type { Estimator } from "../../src/spec/claim.ts";
import { claim } from "../../src/spec/define_claim.ts";
import { UserError } from "../../src/spec/user_error.ts";

const estimator: Estimator = { label: "accuracy", unit: "share", per: ["network"], sql: "SELECT 1" };

Deno.test("claim() gives the claim as it reads", () => {
  const base = { id: "W6", statement: "SGD hardly crosses barriers", version: 2, estimator };
  const draft = claim("W6", "SGD hardly crosses barriers", { version: 2 }).estimate(estimator);
  assertEquals(draft.below(0.01), { ...base, criterion: { kind: "below", limit: 0.01 } });
  assertEquals(draft.above(-1), { ...base, criterion: { kind: "above", limit: -1 } });
});

Deno.test("claim() refuses what cannot be registered", () => {
  assertThrows(() => claim("", "It learns", { version: 1 }), UserError, "its id must not be empty");
  assertThrows(() => claim("X1", " ", { version: 1 }), UserError, "its statement must not be empty");
  for (const version of [0, 1.5, NaN]) {
    assertThrows(
      () => claim("X1", "It learns", { version }),
      UserError,
      `version must be a positive integer: ${version}`,
    );
  }
  const draft = claim("X1", "It learns", { version: 1 }).estimate(estimator);
  assertThrows(() => draft.above(NaN), UserError, "its limit must be a finite number: NaN");
});
