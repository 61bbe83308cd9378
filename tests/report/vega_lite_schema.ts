import { assert } from "@std/assert";
import { Ajv } from "ajv";
import schema from "vega-lite/vega-lite-schema.json" with { type: "json" };

const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);

/** Asserts that a spec is what Vega-Lite's own JSON schema asks. */
export function assertValidSpec(spec: unknown, name: string): void {
  const valid = validate(spec);
  // Of the many errors of a schema made of alternatives the deepest are those of the alternative that was meant.
  const errors = (validate.errors ?? []).toSorted((a, b) => b.instancePath.length - a.instancePath.length);
  assert(valid, `${name}: ${JSON.stringify(errors.slice(0, 3))}`);
}
