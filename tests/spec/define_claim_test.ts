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
  assertEquals(draft.within(0.05), { ...base, criterion: { kind: "within", limit: 0.05 } });
  assertEquals(draft.inAtLeast(0.9), { ...base, criterion: { kind: "in at least", limit: 0.9 } });
});

Deno.test("claim() takes what decides its regime, or what stands beside its verdicts, in the same groups", () => {
  const decider: Estimator = { ...estimator, label: "sharpness", unit: "" };
  const draft = claim("W2", "It bounces", { version: 1 }).estimate(estimator);
  assertEquals(draft.where(decider, { above: 1 }).below(0).regime, { estimator: decider, above: 1 });
  assertEquals(draft.beside(decider).below(0).regime, { estimator: decider });
  const other = { ...decider, per: ["network", "epoch"] };
  const wrong = [
    () => draft.where(other, { above: 1 }),
    () => draft.beside(other),
    () => draft.also(other, { above: 1 }),
  ];
  for (const attempt of wrong) assertThrows(attempt, UserError, "must have its groups: network, epoch");
});

Deno.test("claim() takes a second criterion and names primary groups, beside its regime and in any order", () => {
  const share: Estimator = { ...estimator, label: "share of steps" };
  const draft = claim("W1", "Most steps bounce", { version: 2 }).estimate(estimator);
  const primary = { epoch: [1, 10], network: "mlp" };
  const expected = {
    ...{ id: "W1", statement: "Most steps bounce", version: 2, estimator },
    regime: { estimator: share },
    also: { estimator: share, criterion: { kind: "above", limit: 0.5 } },
    primary,
    criterion: { kind: "above", limit: 0 },
  };
  assertEquals(draft.beside(share).also(share, { above: 0.5 }).primary(primary).above(0) as unknown, expected);
  assertEquals(draft.primary(primary).also(share, { above: 0.5 }).beside(share).above(0) as unknown, expected);
  assertEquals(Object.keys(draft.above(0)).includes("primary"), false);
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
  for (const margin of [0, -0.05, Infinity]) assertThrows(() => draft.within(margin), UserError, String(margin));
  for (const share of [0, 1.1, NaN]) {
    assertThrows(() => draft.inAtLeast(share), UserError, "must lie in 0 to 1");
  }
});
