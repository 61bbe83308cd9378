import { assertMatch, assertRejects } from "@std/assert";
import { meanOf } from "../../src/analysis/estimators.ts";
import { checkClaims } from "../../src/cli/check_claims.ts";
import type { Claim } from "../../src/spec/claim.ts";
import { UserError } from "../../src/spec/user_error.ts";
import barriers from "../../suites/barriers.ts";
import cosine from "../../suites/cosine.ts";
import heights from "../../suites/heights.ts";
import noise from "../../suites/noise.ts";

Deno.test("checkClaims() takes every claim of the suites", async () => {
  await checkClaims([...barriers.claims, ...heights.claims, ...cosine.claims, ...noise.claims]);
});

Deno.test("checkClaims() refuses an estimator with a column that the store lacks, in one line", async () => {
  const [first] = barriers.claims;
  const claim: Claim = { ...first!, id: "V1", estimator: meanOf("nope", { per: ["network"], unit: "loss" }) };
  const { message } = await assertRejects(() => checkClaims([claim]), UserError, "Cannot judge V1 as its estimator");
  assertMatch(message, /^[^\n]*"nope"[^\n]*$/);
});

Deno.test("checkClaims() refuses a regime with a column that the store lacks", async () => {
  const [first] = barriers.claims;
  const estimator = meanOf("nope", { per: first!.estimator.per, unit: "" });
  const claim: Claim = { ...first!, id: "V1", regime: { estimator, above: 1 } };
  await assertRejects(() => checkClaims([claim]), UserError, '"nope"');
});
