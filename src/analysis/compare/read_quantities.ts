import type { Query } from "../../spec/run.ts";
import { stepColumns } from "../../store/step_columns.ts";
import type { Row } from "../settings.ts";
import { bitsOf } from "./bits_of.ts";
import type { ComparedCase } from "./compared_case.ts";
import { leastScaleOf, type Quantity, roundingShare } from "./quantity.ts";

/** Columns of the table `epochs` that are compared, with how they are got. */
const epochColumns: Readonly<Record<string, { readonly what: string; readonly unit: string }>> = {
  train_loss: { what: "mean mini-batch loss of the epoch", unit: "nats" },
  train_accuracy: { what: "mean mini-batch accuracy of the epoch", unit: "share" },
  validation_loss: { what: "validation loss", unit: "nats" },
  validation_accuracy: { what: "validation accuracy", unit: "share" },
};

/** Columns of the table `steps` that are 0 or 1, so that their mean is a share. */
const flags = ["interior", "stochastic_interior", "batch_interior", "bowl_interior", "certified"];

/** Columns of the table `steps` whose mean over an epoch stands in the table `epochs`: compared twice, they would count twice in all tests. */
const meansOfEpochs = ["batch_loss", "batch_accuracy"];

/** Numbers that were computed from others of the size 1 and have no unit that says so. */
const ofUnitScale = [
  "cosine",
  "cosine_two_apart",
  "secant_eta_kappa",
  "training_loss",
  "noise_floor",
  "noise_floor_augmented",
  "audit_height",
];

/** How a step column's mean is got. */
const ofSteps = new Map(
  stepColumns.map(({ column, unit = "" }) => [column, {
    what: `mean ${column.replaceAll("_", " ")} over the epoch's steps`,
    unit: flags.includes(column) || column === "batch_accuracy" ? "share" : unit,
  }]),
);

/**
 * The quantities of a run's walks, at the measured epochs and the last one of each case: the epochs' columns, the mean of each other
 * step column over the epoch's steps, and measurements. Means are over finite values; the bits are over all.
 *
 * Other epochs' rows show in the digests and in the cases' bits alone: tested too, they would only weaken all tests.
 */
export async function readQuantities(query: Query, run: string, cases: readonly ComparedCase[]): Promise<Quantity[]> {
  const byId = new Map(cases.map((one) => [one.id, one]));
  const rows = await query(sql, { run });
  const caseOf = ({ case_id }: Row) => byId.get(String(case_id))!;
  const groups = Map.groupBy(
    rows,
    (row) => JSON.stringify([row.part, row.name, caseOf(row).setting, row.epoch]),
  );
  return [...groups.values()].map((group): Quantity => {
    const { part, name, epoch } = group[0]!;
    const { setting, columns } = caseOf(group[0]!);
    return {
      part: part as "walk" | "measurement",
      name: String(name),
      ...describe(String(part), String(name)),
      group: epoch === null ? columns : { ...columns, epoch: Number(epoch) },
      setting,
      values: group.map((row) => ({
        seed: caseOf(row).seed,
        value: row.value === null ? NaN : Number(row.value),
        bits: String(row.bits),
        resolution: Number(row.resolution),
        rounding: Number(row.rounding ?? 0),
        sketch: Number(row.sketch ?? 0),
      })).sort((x, y) => x.seed - y.seed),
    };
  });
}

function describe(part: string, name: string): Pick<Quantity, "what" | "unit" | "leastScale"> {
  const found = part === "measurement"
    ? { what: name.replaceAll("_", " "), unit: "" }
    : epochColumns[name] ?? ofSteps.get(name)!;
  return { ...found, leastScale: ofUnitScale.includes(name) ? 1 : leastScaleOf(found.unit) };
}

const stepNames = [...ofSteps.keys()].join(", ");
const epochNames = Object.keys(epochColumns).join(", ");

const quoted = (names: readonly string[]) => names.map((name) => `'${name}'`).join(", ");

const rounding = `${roundingShare} * abs(value)`;

const sketch = `avg(value * (hash(step) / ${2 ** 64})) FILTER (isfinite(value))`;

const sql = `
  WITH planned AS (
    SELECT *, train_samples // batch_size AS epoch_steps, ceil(planned_steps / epoch_steps)::BIGINT AS last_epoch
    FROM cases WHERE run_id = $run
  ), places AS (
    SELECT case_id, validation_samples, batch_size, epoch_steps, points,
      unnest(list_distinct(list_append((config->'$.measuredEpochs')::BIGINT[], last_epoch))) AS epoch
    FROM planned
  ), of_steps AS (
    UNPIVOT (SELECT case_id, epoch, step, ${stepNames} FROM steps SEMI JOIN places USING (case_id, epoch) WHERE run_id = $run)
    ON ${stepNames} INTO NAME name VALUE value
  ), of_epochs AS (
    UNPIVOT (SELECT case_id, epoch, ${epochNames} FROM epochs WHERE run_id = $run) ON ${epochNames} INTO NAME name VALUE value
  ), of_measurements AS (
    SELECT case_id, coalesce(measurements.epoch, steps.epoch) AS epoch, measurements.step, name, value, residual
    FROM measurements LEFT JOIN steps USING (run_id, case_id, step) WHERE run_id = $run
  )
  SELECT 'walk' AS part, name, case_id, epoch, avg(value) FILTER (isfinite(value)) AS value,
    ${bitsOf("step, value")} AS bits,
    CASE WHEN bool_and(value IN (0, 1)) FILTER (isfinite(value)) THEN 1 / count(*)
      WHEN name = 'floor_alpha' THEN 1 / count(*) / any_value(points)
      WHEN name = 'batch_accuracy' THEN 1 / count(*) / any_value(batch_size) ELSE 0 END AS resolution,
    avg(${rounding}) FILTER (isfinite(value)) AS rounding, ${sketch} AS sketch
  FROM of_steps JOIN places USING (case_id, epoch)
  WHERE name NOT IN (${quoted(meansOfEpochs)})
    OR (case_id, epoch) NOT IN (SELECT (case_id, epoch) FROM epochs WHERE run_id = $run)
  GROUP BY name, case_id, epoch
  UNION ALL
  SELECT 'walk', name, case_id, epoch, CASE WHEN isfinite(value) THEN value END, hash(value)::VARCHAR,
    CASE name WHEN 'validation_accuracy' THEN 1 / validation_samples
      WHEN 'train_accuracy' THEN 1 / (epoch_steps * batch_size) ELSE 0 END,
    CASE WHEN isfinite(value) THEN ${rounding} END, CASE WHEN isfinite(value) THEN value END
  FROM of_epochs JOIN places USING (case_id, epoch)
  UNION ALL
  SELECT 'measurement', name, case_id, epoch, avg(value) FILTER (isfinite(value)),
    ${bitsOf("step, value")}, 0,
    avg(${rounding} + abs(value) * CASE WHEN isfinite(residual) THEN residual ELSE 0 END) FILTER (isfinite(value)), ${sketch}
  FROM of_measurements LEFT JOIN places USING (case_id, epoch)
  WHERE epoch IS NULL OR places.case_id IS NOT NULL GROUP BY name, case_id, epoch
  ORDER BY ALL`;
