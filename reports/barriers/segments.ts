import { type ChartSection, formatSetting, formatValue, type Panel } from "../../mod.ts";
import { networkColour } from "../colours.ts";
import { segmentAxes } from "../sections/segment_axes.ts";
import { perNetwork } from "../sections/per_network.ts";

const picks = ["first", "middle", "highest"];

/** The loss along single steps: the walls and the floor of the valley, as figures of the paper draw them. */
export const segments: ChartSection = {
  kind: "chart",
  title: "The loss along single steps",
  takeaway: ({ points = [] }) =>
    perNetwork(points, (rows) => {
      const floors = [...new Map(rows.map((row) => [row.step, Number(row.floor_alpha)])).values()];
      const inside = floors.filter((alpha) => alpha > 0 && alpha < 1).length;
      return `the floor lies strictly inside in ${inside} of these ${floors.length} steps`;
    }),
  data: {
    // One walk a network: the largest learning rate, then the smallest batch and the first seed.
    points: `
      WITH walks AS (
        SELECT * FROM measured_steps WHERE run_id = $run AND case_status <> 'diverged' AND isfinite(barrier_excess)
        QUALIFY dense_rank() OVER (PARTITION BY network, dataset ORDER BY learning_rate DESC, batch_size, seed, case_id) = 1
      ), ranked AS (
        SELECT *, row_number() OVER (PARTITION BY network, dataset, epoch ORDER BY step) AS place,
          count(*) OVER (PARTITION BY network, dataset, epoch) AS places,
          row_number() OVER (PARTITION BY network, dataset, epoch ORDER BY barrier_excess DESC, step) AS by_excess
        FROM walks
      ), picked AS (
        SELECT *, 'first' AS pick FROM ranked WHERE place = 1
        UNION ALL SELECT *, 'middle' FROM ranked WHERE place = (places + 1) // 2
        UNION ALL SELECT *, 'highest' FROM ranked WHERE by_excess = 1
      ), points AS (
        SELECT picked.*, alpha, loss FROM picked JOIN segments USING (run_id, case_id, step) WHERE draw = 'fixed'
        UNION SELECT *, 0, loss_from FROM picked
      )
      SELECT network, dataset, learning_rate, batch_size, seed, epoch, step, pick, alpha, loss, loss - loss_from AS relative,
        loss = floor AND alpha = floor_alpha AS is_floor, floor_alpha, barrier_excess
      FROM points ORDER BY network, dataset, epoch, pick, alpha`,
    noise: `
      SELECT network, dataset, epoch, avg(value) AS noise FROM measurements JOIN cases USING (run_id, case_id)
      WHERE run_id = $run AND name = 'noise_floor' GROUP BY ALL`,
  },
  panels({ points = [], noise = [] }) {
    const first = new Map(points.map((row) => [`${row.network} on ${row.dataset}, epoch ${row.epoch}`, row]));
    const panels = [...first].map(([title, { network = null, dataset = null, epoch = null }]): Panel => {
      const floor = noise.find((row) => row.network === network && row.dataset === dataset && row.epoch === epoch);
      const note = floor === undefined ? "" : `noise floor ${formatValue(Number(floor.noise), "nats")}`;
      return { title, note, where: { network, dataset, epoch } };
    });
    return [...Map.groupBy(panels, ({ where }) => `${where.network} on ${where.dataset}`).values()];
  },
  spec(_data, { panel: { where } }) {
    const colour = networkColour(String(where.network));
    const { x, y } = segmentAxes("L(θₜ)");
    const step = {
      color: {
        field: "pick",
        scale: { domain: picks, range: [colour, colour, "var(--ink)"] },
      },
      strokeDash: { field: "pick", scale: { domain: picks, range: [[1, 0], [5, 3], [1, 0]] } },
    };
    const tooltip = [
      { field: "pick", title: "step" },
      { field: "step", title: "t" },
      { field: "alpha", title: "α", format: ".1f" },
      { field: "loss", title: "loss", format: ".5~g" },
      { field: "relative", title: "rise", format: ".3~g" },
      { field: "barrier_excess", title: "barrier excess", format: ".3~g" },
    ];
    return {
      width: "container",
      height: 200,
      data: { name: "points" },
      encoding: { y },
      layer: [
        {
          data: { values: [{}] },
          mark: { type: "rule", color: "var(--line)" },
          encoding: { y: { datum: 0 } },
        },
        {
          encoding: { x },
          layer: [
            { mark: { type: "line", strokeWidth: 1.75 }, encoding: { ...step, detail: { field: "step" } } },
            { mark: { type: "point", filled: true, size: 14, opacity: 1 }, encoding: { color: step.color, tooltip } },
            {
              transform: [{ filter: "datum.is_floor" }],
              mark: { type: "point", shape: "triangle-down", filled: true, size: 90, opacity: 1, yOffset: -7 },
              encoding: { color: step.color, tooltip },
            },
          ],
        },
      ],
    };
  },
  caption({ points = [] }) {
    const walks = new Map(points.map((row) => [`${row.network} on ${row.dataset}`, row]));
    const chosen = [...walks].map(([title, row]) =>
      `${title}: η ${formatSetting(Number(row.learning_rate))}, seed ${row.seed}`
    ).join("; ");
    return "In each measured epoch the first step, the middle one and the highest: the one whose greatest inner loss lies highest over its " +
      `greater end, so nearest to a barrier or across the greatest. ▼ marks the floor, the least loss on the segment. Fixed samples. One walk a network: ${chosen}.`;
  },
  description: () =>
    "Loss along the segment from one iterate to the next, relative to its start, for three steps of the epoch. The data table has the numbers.",
  table: {
    data: "points",
    columns: [
      { name: "network", label: "network" },
      { name: "dataset", label: "data set" },
      { name: "epoch", label: "epoch", unit: "" },
      { name: "pick", label: "step" },
      { name: "step", label: "t", unit: "" },
      { name: "alpha", label: "α", unit: "" },
      { name: "loss", label: "loss (nats)", unit: "" },
      { name: "relative", label: "loss − L(θₜ)", unit: "" },
    ],
  },
  empty: "No segment was measured in this run.",
};
