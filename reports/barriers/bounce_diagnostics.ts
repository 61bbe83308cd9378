import type { TableSection } from "../../mod.ts";
import { withArms } from "../sections/arms.ts";
import { meansByPlace, meansOverSeeds, meanWords } from "../sections/means.ts";

const keys = ["network", "dataset", "learning_rate", "arm", "epoch"];

/** What is told of each place, and in which unit. */
const quantities = {
  alpha: "",
  autocorrelation: "",
  rises: "share",
  cosine: "",
  cosine_two_apart: "",
  eta_kappa: "",
  secant: "",
};

/** Whether the walk bounces or diffuses: what tells the two apart where both have a minimum inside. */
export const bounceDiagnostics: TableSection = {
  kind: "table",
  title: "Bouncing or diffusing",
  caption:
    "Mean over seeds with its 95 % interval, of each seed's mean over the steps of an epoch; of ηκ, which is skewed, of its median. A walk that bounces " +
    "between two walls has a negative cosine of consecutive gradients and a positive one of gradients two steps apart; where its noise goes its " +
    "own way it has neither. Floor at α: where on the step the evaluation loss is least, 0 at its start and 1 at its end, over all measured steps; 1/2 also in a bowl " +
    "whose loss stands still. Its correlation is that of consecutive measured steps. Rises: steps at whose end the evaluation loss is greater. ηκ is of the " +
    "mini-batch's loss, from its Hessian and by the secant, which sees ReLU's kinks. The projection of the steps on the top eigenvector is " +
    "known in suite cosine only.",
  data: `
    WITH judged AS (
      SELECT *, lag(floor_alpha) OVER walk AS alpha_before, step - lag(step) OVER walk AS apart
      FROM measured_steps WHERE run_id = $run AND case_status <> 'diverged' AND isfinite(loss_from) AND isfinite(loss_to)
      WINDOW walk AS (PARTITION BY case_id ORDER BY step)
    )
    SELECT network, dataset, learning_rate, batch_size, epoch, seed, count(*) AS steps,
      avg(floor_alpha) FILTER (isfinite(floor_alpha)) AS alpha,
      CASE WHEN min(floor_alpha) FILTER (apart = 1) < max(floor_alpha) FILTER (apart = 1)
          AND min(alpha_before) FILTER (apart = 1) < max(alpha_before) FILTER (apart = 1)
        THEN corr(floor_alpha, alpha_before) FILTER (apart = 1) END AS autocorrelation,
      avg((loss_to > loss_from)::INTEGER) AS rises,
      avg(cosine) FILTER (isfinite(cosine)) AS cosine,
      avg(cosine_two_apart) FILTER (isfinite(cosine_two_apart)) AS cosine_two_apart,
      median(eta_kappa) FILTER (isfinite(eta_kappa)) AS eta_kappa,
      median(secant_eta_kappa) FILTER (isfinite(secant_eta_kappa)) AS secant
    FROM judged GROUP BY network, dataset, learning_rate, batch_size, epoch, seed
    ORDER BY network, dataset, learning_rate DESC, batch_size, epoch, seed`,
  derive(read) {
    const rows = withArms(read);
    const means = Object.entries(quantities).map(([value, unit]) => {
      const options = { keys, value, count: "steps", ...(unit === "share" ? { unit } as const : {}) };
      return [value, unit, meansByPlace(rows, options)] as const;
    });
    return meansOverSeeds(rows, { keys, value: "rises", count: "steps", unit: "share" }).map((row) => ({
      ...row,
      ...Object.fromEntries(
        means.map(([value, unit, meanAt]) => [value, meanWords(meanAt(row), { unit, decimals: 2 })]),
      ),
    }));
  },
  columns: [
    { name: "network", label: "network" },
    { name: "dataset", label: "data set" },
    { name: "arm", label: "learning rate" },
    { name: "epoch", label: "epoch", unit: "" },
    { name: "cosine", label: "cos(gₜ, gₜ₊₁)", unit: "" },
    { name: "cosine_two_apart", label: "cos(gₜ, gₜ₊₂)", unit: "" },
    { name: "alpha", label: "floor at α", unit: "" },
    { name: "autocorrelation", label: "its correlation", unit: "" },
    { name: "rises", label: "rises", unit: "" },
    { name: "eta_kappa", label: "ηκ", unit: "" },
    { name: "secant", label: "secant ηκ", unit: "" },
    { name: "seeds", label: "seeds", unit: "" },
    { name: "observations", label: "steps", unit: "" },
  ],
  empty: "No step was measured in this run.",
};
