import { resolveNetwork } from "../network/resolve.ts";
import type { Case } from "../spec/case.ts";
import type { Deviation, Suite } from "../spec/suite.ts";

/**
 * Where the cases differ from the paper's settings: once a network and field, with all of our values against all of the
 * paper's, in ascending order. A field is a field of a case, `"parameterCount"` (the length of theta) or `"seeds"` (how
 * many).
 *
 * @throws {RangeError} If a setting names another field.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { findDeviations } from "./deviations.ts";
 *
 * assertEquals(findDeviations({ paperSettings: [{ field: "batchSize", value: 100, source: "text" }] }, []), []);
 * ```
 */
export function findDeviations({ paperSettings }: Pick<Suite, "paperSettings">, cases: readonly Case[]): Deviation[] {
  return [...Map.groupBy(cases, ({ network }) => network.name)].flatMap(([network, own]) =>
    paperSettings
      .filter((setting) => setting.network === undefined || setting.network === network)
      .map(({ field, value }) => ({
        network,
        field,
        paper: listed([value].flat()),
        here: listed(valuesOf(own, field)),
      }))
      .filter(({ paper, here }) => paper !== here)
  );
}

function valuesOf(cases: readonly Case[], field: string): (string | number)[] {
  if (field === "seeds") return [new Set(cases.map(({ seed }) => seed)).size];
  return cases.flatMap((one) => {
    if (field === "parameterCount") return resolveNetwork(one.network).parameterCount;
    const { network: _, ...fields } = one;
    if (!(field in fields)) {
      throw new RangeError(`Cannot compare with the paper as a setting must name a field of a case: ${field}`);
    }
    return fields[field as keyof typeof fields];
  });
}

function listed(values: readonly (string | number)[]): string {
  const ascending = (a: string | number, b: string | number) => a < b ? -1 : a > b ? 1 : 0;
  return [...new Set(values)].sort(ascending).join(", ");
}
