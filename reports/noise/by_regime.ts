import { formatSetting, type Row, type TableSection, type Verdict, type VerdictWord } from "../../mod.ts";

const signs: Readonly<Record<VerdictWord, string>> = {
  supported: "✓",
  contradicted: "✗",
  undecided: "?",
  "not testable": "–",
};

/** The verdicts once more, by learning rate: where a claim's outcome depends on the regime. */
export const byRegime: TableSection = {
  kind: "table",
  title: "Where the claims hold: noise, learning rate, weight decay",
  caption:
    "The words of the verdicts above: ✓ supported, ✗ contradicted, ? undecided, – not testable. Where a row has several, the outcome depends on the learning " +
    "rate. W10a and W10b ask for both a greater loss and a lower accuracy, and hold where both columns say ✓.",
  data: ({ verdicts }) => {
    const rows = Map.groupBy(
      verdicts.filter(({ group }) => group.learning_rate !== undefined),
      ({ claim, group: { network, weight_decay, descent } }) =>
        JSON.stringify([network, weight_decay, claim.replace(/-.*/, ""), descent]),
    );
    return [...rows.values()].map(rowOf);
  },
  columns: [
    { name: "claim", label: "claim" },
    { name: "noise", label: "noise" },
    { name: "network", label: "network" },
    { name: "weight_decay", label: "weight decay", unit: "" },
    { name: "first", label: "loss, distance or drop" },
    { name: "second", label: "accuracy or norm" },
  ],
  empty: "No claim was judged in this run.",
};

function rowOf(verdicts: readonly Verdict[]): Row {
  const { claim, group: { network = null, weight_decay = null, descent } } = verdicts[0]!;
  const second = (verdict: Verdict) => /-(accuracy|norm)$/.test(verdict.claim);
  return {
    claim: claim.replace(/-.*/, ""),
    network,
    weight_decay,
    // The orders and W11 are each about one noise, which their statements name.
    noise: String(descent ?? (claim.startsWith("W10cm") ? "matched" : "0.02 as sd")).replace(/^.*, /, ""),
    first: shown(verdicts.filter((verdict) => !second(verdict))),
    second: shown(verdicts.filter(second)),
  };
}

function shown(verdicts: readonly Verdict[]): string {
  return verdicts.toSorted((a, b) => Number(a.group.learning_rate) - Number(b.group.learning_rate))
    .map(({ group, word }) => `η ${formatSetting(Number(group.learning_rate))} ${signs[word]}`).join("   ") || "–";
}
