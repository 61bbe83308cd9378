import type { Group } from "../../spec/claim.ts";
import type { ComparedCase } from "./compared_case.ts";

/** What a setting is always told by. */
const always = ["network", "dataset", "learning_rate"];

/** Each setting's hash with what tells it from the others: network, data set, learning rate and whatever else differs for this network and data set. */
export function labelSettings(cases: readonly ComparedCase[]): ReadonlyMap<string, Group> {
  const settings = new Map(cases.map(({ setting, columns }) => [setting, columns]));
  const labels = new Map<string, Group>();
  for (const alike of Map.groupBy(settings, ([, { network, dataset }]) => `${network} ${dataset}`).values()) {
    const names = [...new Set(alike.flatMap(([, columns]) => Object.keys(columns)))].filter((name) =>
      !always.includes(name) && new Set(alike.map(([, columns]) => columns[name])).size > 1
    );
    for (const [setting, columns] of alike) {
      labels.set(setting, Object.fromEntries([...always, ...names].map((name) => [name, columns[name] ?? "none"])));
    }
  }
  return labels;
}
