import type { Suite, Verdict } from "../../mod.ts";

/** The paper's number for a claim's effect in a verdict's setting, computed from the tables that it prints. */
export function published({ claim, group }: Verdict, suite: Suite): number | undefined {
  const find = (quantity: string, learningRate?: number) =>
    suite.published.find((one) =>
      one.quantity === quantity && one.network === group.network && one.epoch === group.epoch &&
      (one.learningRate === undefined || one.learningRate === learningRate)
    );
  if (claim === "W6") {
    const { value = NaN, of = NaN } = find("barriers") ?? {};
    return numberOf(value / of);
  }
  const rate = Number(group.learning_rate);
  const exponent = Math.log2((find("height", rate)?.value ?? NaN) / (find("height", rate / 2)?.value ?? NaN));
  if (claim === "W7") return numberOf(exponent);
  if (claim === "W7q") return numberOf(exponent - 2);
  return undefined;
}

function numberOf(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}
