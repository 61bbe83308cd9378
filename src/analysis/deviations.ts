import { resolveNetwork } from "../network/resolve.ts";
import type { Case } from "../spec/case.ts";
import type { Deviation, Suite } from "../spec/suite.ts";

/**
 * Where the cases differ from the paper's settings: once a network and field, with all of our values against all of the paper's, in
 * ascending order. A field is a field of a case, `"parameterCount"` (the length of theta) or `"seeds"` (how many). What the paper does
 * in words is always listed, as is that cases are certified.
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
  return [...Map.groupBy(cases, ({ network }) => network.name)].flatMap(([network, own]) => [
    ...paperSettings
      .filter((setting) => setting.network === undefined || setting.network === network)
      .flatMap((setting) => {
        const { field } = setting;
        if ("paper" in setting) {
          return { network, field, paper: setting.paper, here: setting.here ?? listed(valuesOf(own, field)) };
        }
        const [paper, here] = [listed([setting.value].flat()), listed(valuesOf(own, field))];
        return paper === here ? [] : { network, field, paper, here };
      }),
    ...(own.some(({ certify }) => certify) ? [{ network, ...certified }] : []),
  ]);
}

const certified = {
  field: "certify",
  paper: "every point of a segment on all evaluation samples",
  here: "inner points on a part of them, where that shows that there is no barrier",
};

function valuesOf(cases: readonly Case[], field: string): (string | number)[] {
  if (field === "seeds") return [new Set(cases.map(({ seed }) => seed)).size];
  if (field === "parameterCount") return cases.map(({ network }) => resolveNetwork(network).parameterCount);
  return cases.flatMap(({ network: _network, certify: _certify, descent, ...fields }) =>
    (field === "descent" ? descent?.name : fields[field as keyof typeof fields]) ?? []
  );
}

function listed(values: readonly (string | number)[]): string {
  const ascending = (a: string | number, b: string | number) => a < b ? -1 : a > b ? 1 : 0;
  return [...new Set(values)].sort(ascending).join(", ");
}
