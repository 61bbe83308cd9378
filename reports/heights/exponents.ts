import type { Published, Row, TableSection, Verdict } from "../../mod.ts";
import { meanColumns } from "../sections/means.ts";

/** What the claims' exponents are taken over. */
const ways: Readonly<Record<string, { readonly loss: string; readonly steps: string }>> = {
  W7: { loss: "", steps: "all" },
  W7i: { loss: "", steps: "minimum inside" },
  W7l: { loss: "same loss", steps: "all" },
  W7li: { loss: "same loss", steps: "minimum inside" },
};

/** The exponent p of h ~ eta^p in numbers, whether 2 lies inside its interval, the regime, and the paper's exponent. */
export const exponents: TableSection = {
  kind: "table",
  title: "The exponent p of h ~ ηᵖ, and whether 2 lies inside",
  caption:
    "p = log2 of the height at η over that at η / 2, per seed, then the mean over seeds with its 95 % interval. 2 is the quadratic's value where steps " +
    "bounce: a symmetric bounce has height (κ/8) |step|², so η² at the same gradient and curvature. A quadratic's short steps, ηκ far below 1, give 1, " +
    "and less as ηκ comes to 1. ηκ: the median over an epoch's steps, mean over seeds, of the mini-batch's loss. That 2 lies inside an interval is no " +
    "support, as a wide one holds much: W7q asks for a 90 % interval within 1.5 to 2.5. The paper's p is that of its printed means.",
  data: `
    WITH medians AS (
      SELECT network, batch_size, learning_rate, epoch, case_id, median(eta_kappa) AS eta_kappa
      FROM measured_steps WHERE run_id = $run AND isfinite(eta_kappa) GROUP BY ALL
    )
    SELECT network, batch_size, learning_rate, epoch, avg(eta_kappa) AS eta_kappa FROM medians GROUP BY ALL`,
  derive: (regimes, { verdicts, suite: { published } }) =>
    verdicts.flatMap((verdict) => {
      const way = ways[verdict.claim];
      if (way === undefined || verdict.group.learning_rate === undefined) return [];
      const atEpoch = way.loss === "" ? regimeOf(verdict, regimes) : {};
      return [{ ...rowOf(verdict, way.loss), steps: way.steps, ...atEpoch, ...paperOf(verdict, published) }];
    }),
  columns: [
    { name: "network", label: "network" },
    { name: "learning_rate", label: "η", unit: "" },
    { name: "place", label: "at" },
    { name: "steps", label: "steps" },
    ...meanColumns("p", ""),
    { name: "inside", label: "2 inside" },
    { name: "seeds", label: "seeds", unit: "" },
    { name: "whole", label: "ηκ", unit: "" },
    { name: "half", label: "at η / 2", unit: "" },
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

/** Eta times kappa at both learning rates of the group. */
function regimeOf({ group }: Verdict, regimes: readonly Row[]): Row {
  const at = (learningRate: number) => {
    const place: Row = { ...group, learning_rate: learningRate };
    const found = regimes.filter((row) =>
      ["network", "batch_size", "learning_rate", "epoch"].every((name) => (place[name] ?? row[name]) === row[name])
    );
    return found.length === 1 ? found[0]!.eta_kappa ?? null : null;
  };
  return { whole: at(Number(group.learning_rate)), half: at(Number(group.learning_rate) / 2) };
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
