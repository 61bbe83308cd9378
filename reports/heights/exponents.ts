import type { Published, Row, TableSection, Verdict } from "../../mod.ts";
import { meanColumns } from "../sections/means.ts";

/** What the claims' exponents are taken over. */
const ways: Readonly<Record<string, { readonly loss: string; readonly steps: string }>> = {
  W7: { loss: "", steps: "all" },
  W7i: { loss: "", steps: "minimum inside" },
  W7l: { loss: "same loss", steps: "all" },
  W7li: { loss: "same loss", steps: "minimum inside" },
};

/** The exponent p of depth ~ eta^p in numbers, whether 2 lies inside its interval, the regime, and the exponents of the height, ours and the paper's. */
export const exponents: TableSection = {
  kind: "table",
  title: "The exponent p of depth ~ ηᵖ, and whether 2 lies inside",
  caption:
    "p = log2 of the mean depth at η over that at η / 2, per seed, then the mean over seeds with its 95 % interval. 2 is the quadratic's value where steps " +
    "bounce: a symmetric bounce has depth (κ/8) |step|², so η² at the same gradient and curvature. Short steps of a quadratic have no depth: what is left of the paper's height then is half the change of the loss, with an exponent of 1. ηκ: the median over an epoch's steps, mean over seeds, of the mini-batch's loss. That 2 lies inside an interval is no " +
    "support, as a wide one holds much: W7q asks for a 90 % interval within 1.5 to 2.5. Last, over all steps of an epoch, the exponent of the height, depth and asymmetry together: ours, and the paper's from its printed means.",
  data: `
    WITH walks AS (
      SELECT network, batch_size, learning_rate, epoch, case_id, median(eta_kappa) FILTER (isfinite(eta_kappa)) AS eta_kappa,
        avg(height) FILTER (isfinite(height)) AS height
      FROM measured_steps WHERE run_id = $run AND case_status <> 'diverged' GROUP BY ALL
    )
    SELECT network, batch_size, learning_rate, epoch, avg(eta_kappa) AS eta_kappa,
      avg(CASE WHEN height > 0 THEN log2(height) END) AS height
    FROM walks GROUP BY ALL`,
  derive: (regimes, { verdicts, suite: { published } }) =>
    verdicts.flatMap((verdict) => {
      const way = ways[verdict.claim];
      if (way === undefined || verdict.group.learning_rate === undefined) return [];
      const atEpoch = way.loss === "" ? regimeOf(verdict, regimes) : {};
      const height = verdict.claim === "W7" ? heightExponent(verdict, regimes) : null;
      return [{ ...rowOf(verdict, way.loss), steps: way.steps, ...atEpoch, height, ...paperOf(verdict, published) }];
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
    { name: "height", label: "p of the height", unit: "" },
    { name: "paper", label: "the paper's", unit: "" },
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
function regimeOf({ group }: Verdict, rows: readonly Row[]): Row {
  const rate = Number(group.learning_rate);
  return { whole: found(rows, group, rate)?.eta_kappa ?? null, half: found(rows, group, rate / 2)?.eta_kappa ?? null };
}

/** The exponent of the mean height over all steps, mean over seeds. */
function heightExponent({ group }: Verdict, rows: readonly Row[]): number | null {
  const rate = Number(group.learning_rate);
  const [whole, half] = [rate, rate / 2].map((at) => found(rows, group, at)?.height);
  return typeof whole === "number" && typeof half === "number" ? whole - half : null;
}

/** The row of a group at a learning rate, where there is only one. */
function found(rows: readonly Row[], group: Verdict["group"], learningRate: number): Row | undefined {
  const place: Row = { ...group, learning_rate: learningRate };
  const own = rows.filter((row) =>
    ["network", "batch_size", "learning_rate", "epoch"].every((name) => (place[name] ?? row[name]) === row[name])
  );
  return own.length === 1 ? own[0] : undefined;
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
