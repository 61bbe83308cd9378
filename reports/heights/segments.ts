import { type ChartSection, formatValue, type Panel } from "../../mod.ts";
import { orderedLooks } from "../colours.ts";
import { lookChannels } from "../sections/look_channels.ts";
import { segmentAxes } from "../sections/segment_axes.ts";
import { armsOf, withArms } from "../sections/arms.ts";

/** The loss along single steps at each learning rate, over the step's floor: how heights look. */
export const segments: ChartSection = {
  kind: "chart",
  title: "The loss along single steps, over their floor",
  data: {
    // One walk a network and learning rate: the smallest batch and the first seed.
    points: `
      WITH walks AS (
        SELECT * FROM measured_steps WHERE run_id = $run AND case_status <> 'diverged' AND isfinite(height)
        QUALIFY dense_rank() OVER (PARTITION BY network, dataset, learning_rate ORDER BY batch_size, seed, case_id) = 1
      ), ranked AS (
        SELECT *, row_number() OVER (PARTITION BY case_id, epoch ORDER BY height, step) AS place,
          count(*) OVER (PARTITION BY case_id, epoch) AS places
        FROM walks
      ), picked AS (
        SELECT *, 'lower quartile' AS pick FROM ranked WHERE place = ceil(places / 4)
        UNION ALL SELECT *, 'median' FROM ranked WHERE place = ceil(places / 2)
        UNION ALL SELECT *, 'upper quartile' FROM ranked WHERE place = ceil(3 * places / 4)
      ), points AS (
        SELECT picked.*, alpha, loss FROM picked JOIN segments USING (run_id, case_id, step) WHERE draw = 'fixed'
        UNION SELECT *, 0, loss_from FROM picked
      )
      SELECT network, dataset, learning_rate, batch_size, seed, epoch, step, pick, height, alpha, loss, loss - floor AS relative
      FROM points ORDER BY network, dataset, epoch, learning_rate DESC, pick, alpha`,
  },
  derive: ({ points = [] }) => ({ points: withArms(points) }),
  panels({ points = [] }) {
    const first = new Map(points.map((row) => [`${row.network} on ${row.dataset}, epoch ${row.epoch}`, row]));
    const panels = [...first].map(([title, { network = null, dataset = null, epoch = null }]): Panel => {
      const medians = new Map(
        points
          .filter((row) => row.network === network && row.dataset === dataset && row.epoch === epoch)
          .filter(({ pick }) => pick === "median")
          .map((row) => [row.arm, formatValue(Number(row.height), "nats")]),
      );
      const note = `median height ${[...medians].map(([arm, height]) => `${height} at ${arm}`).join(", ")}`;
      return { title, note, where: { network, dataset, epoch } };
    });
    return [...Map.groupBy(panels, ({ where }) => `${where.network} on ${where.dataset}`).values()];
  },
  spec({ points = [] }) {
    const arms = armsOf(points);
    const { x, y } = segmentAxes("Fₜ");
    const { color } = lookChannels("arm", arms, orderedLooks(arms.length));
    const strokeDash = {
      field: "pick",
      scale: { domain: ["lower quartile", "median", "upper quartile"], range: [[2, 2], [1, 0], [6, 3]] },
      legend: null,
    };
    const tooltip = [
      { field: "arm", title: "arm" },
      { field: "pick", title: "of the heights" },
      { field: "step", title: "t" },
      { field: "height", title: "height", format: ".3~g" },
      { field: "alpha", title: "α", format: ".1f" },
      { field: "loss", title: "loss", format: ".5~g" },
    ];
    return {
      width: "container",
      height: 200,
      data: { name: "points" },
      encoding: { x, y, color },
      layer: [
        {
          mark: { type: "line", strokeWidth: 1.75 },
          encoding: { strokeDash, detail: [{ field: "step" }, { field: "pick" }] },
        },
        { mark: { type: "point", filled: true, size: 14, opacity: 1 }, encoding: { tooltip } },
      ],
    };
  },
  caption({ points = [] }) {
    const walks = new Map(points.map((row) => [`${row.network} on ${row.dataset}, ${row.arm}`, row]));
    const chosen = [...walks].map(([title, { seed }]) => `${title}: seed ${seed}`).join("; ");
    return "In each measured epoch the steps of median height (solid), of its lower quartile (dotted) and of its upper one (dashed), with their floor " +
      `at 0: the height is the mean of a line's two ends. Fixed samples. One walk a learning rate: ${chosen}.`;
  },
  description: () =>
    "Loss along the segment from one iterate to the next, over its least loss, for three steps of the epoch at each learning rate. The data table has the numbers.",
  table: {
    data: "points",
    columns: [
      { name: "network", label: "network" },
      { name: "dataset", label: "data set" },
      { name: "epoch", label: "epoch", unit: "" },
      { name: "arm", label: "learning rate" },
      { name: "pick", label: "step" },
      { name: "step", label: "t", unit: "" },
      { name: "height", label: "height (nats)", unit: "" },
      { name: "alpha", label: "α", unit: "" },
      { name: "loss", label: "loss (nats)", unit: "" },
    ],
  },
  empty: "No segment was measured in this run.",
};
