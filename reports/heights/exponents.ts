import type { Published, Row, Subject, TableSection, Verdict } from "../../mod.ts";

/** What the claims' exponents are taken over. */
const ways: Readonly<Record<string, { readonly loss: string; readonly steps: string }>> = {
  W7: { loss: "", steps: "all" },
  W7i: { loss: "", steps: "with a minimum inside" },
  W7l: { loss: "same loss", steps: "all" },
  W7li: { loss: "same loss", steps: "with a minimum inside" },
};

/** The exponent p of h ~ eta^p in numbers, whether the quadratic's 2 lies inside its interval, and the paper's. */
export const exponents: TableSection = {
  kind: "table",
  title: "The exponent p of h ~ ηᵖ, and whether 2 lies inside",
  caption:
    "p = log2 of the height at η over that at η / 2, per seed, then the mean over seeds with its 95 % interval. A quadratic that is crossed by the " +
    "same gradients gives 2 where the minimum lies inside; a step that only descends gives about 1. That 2 lies inside an interval is no support, as a wide one holds much: " +
    "W7q asks for a 90 % interval within 1.5 to 2.5. The paper's p is that of its printed means.",
  data: ({ verdicts, suite: { published } }: Subject) =>
    verdicts.flatMap((verdict) => {
      const way = ways[verdict.claim];
      return way === undefined
        ? []
        : [{ ...rowOf(verdict, way.loss), steps: way.steps, ...paperOf(verdict, published) }];
    }),
  columns: [
    { name: "network", label: "network" },
    { name: "learning_rate", label: "η", unit: "" },
    { name: "place", label: "at" },
    { name: "steps", label: "steps" },
    { name: "mean", label: "p", unit: "" },
    { name: "lower", label: "95 % from", unit: "" },
    { name: "upper", label: "to", unit: "" },
    { name: "inside", label: "2 inside" },
    { name: "seeds", label: "seeds", unit: "" },
    { name: "paper", label: "the paper's p", unit: "" },
  ],
  empty: "No network was walked at a learning rate and at half of it in this run.",
};

function rowOf({ group, estimate, values }: Verdict, loss: string): Row {
  const { network = null, learning_rate = null, ...others } = group;
  const place = Object.entries(others).map(([name, value]) => `${name.replaceAll("_", " ")} ${value}`);
  const { mean = null, lower = null, upper = null } = estimate ?? {};
  return {
    network,
    learning_rate,
    place: [loss, ...place].filter(Boolean).join(", "),
    mean,
    lower,
    upper,
    inside: lower === null || upper === null ? "–" : lower <= 2 && 2 <= upper ? "yes" : "no",
    seeds: values.length,
  };
}

/** The paper's exponent beside ours over all steps of an epoch. */
function paperOf({ claim, group }: Verdict, published: readonly Published[]): Row {
  const height = (rate: number) =>
    published.find(({ quantity, network, epoch, learningRate }) =>
      quantity === "height" && network === group.network && epoch === group.epoch && learningRate === rate
    )?.value;
  const rate = Number(group.learning_rate);
  const [whole, half] = claim === "W7" ? [height(rate), height(rate / 2)] : [];
  return { paper: whole === undefined || half === undefined ? null : Math.log2(whole / half) };
}
