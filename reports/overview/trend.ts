import { type ChartSection, groupWords, type OverviewSubject, type Row } from "../../mod.ts";
import { networkLook } from "../colours.ts";
import { lookChannels } from "../sections/look_channels.ts";

/** How each claim's effect moved from run to run, in the order of their commits. */
export const trend: ChartSection<OverviewSubject> = {
  kind: "chart",
  title: "How the effects moved from commit to commit",
  data: {
    judged: `
      SELECT run_id, suite, suite_version, preset, config_hash, commit_hash, dirty, started, claim, version, statement,
        unit, judged_group, word, exploratory, mean, lower, upper, seeds
      FROM verdicts JOIN runs USING (run_id) WHERE status = 'finished' AND isfinite(mean)`,
  },
  derive({ judged = [] }, { suites, order, parts, steps }) {
    const spoken = new Map(suites.flatMap(({ suite, run }) => run === undefined ? [] : [[suite.name, run]]));
    const shown = judged.filter((row) => {
      const run = spoken.get(String(row.suite));
      return run !== undefined && run.preset === row.preset && run.suiteVersion === row.suite_version &&
        parts.has(run.id) === parts.has(String(row.run_id));
    });
    const places = new Map(order.map((id, place) => [id, place]));
    const place = (row: Row) => places.get(String(row.run_id)) ?? order.length;
    const points = shown.toSorted((a, b) => place(a) - place(b)).map((row): Row => {
      const group = JSON.parse(String(row.judged_group));
      return {
        ...row,
        at: `${String(row.commit_hash).slice(0, 7) || "no commit"}${row.dirty ? "*" : ""} ${row.run_id}`,
        network: group.network ?? "all",
        setting: groupWords(group, ["network"]),
        group: groupWords(group),
        shown: row.exploratory ? `${row.word}, exploratory` : row.word ?? null,
        line: [row.config_hash, row.version, row.judged_group].join(" "),
      };
    });
    const runs = Map.groupBy(points, (row) => `${row.suite} ${row.claim}`);
    const before = new Map<string, Row>();
    const stepTo = new Map(steps.map((step) => [step.b.id, step]));
    return {
      // What is not shown need not stand in the page.
      judged: [],
      points: points
        .filter((row) => new Set(runs.get(`${row.suite} ${row.claim}`)!.map(place)).size > 1)
        .map((row): Row => {
          const line = `${row.suite} ${row.claim} ${row.line}`;
          const last = before.get(line);
          before.set(line, row);
          return {
            ...row,
            changed: last !== undefined && hasChanged(row, stepTo.get(String(row.run_id))) ? "yes" : "no",
          };
        }),
    };
  },
  panels({ points = [] }, { suites }) {
    return suites.map(({ suite }) =>
      suite.claims
        .filter(({ id }) => points.some((row) => row.suite === suite.name && row.claim === id))
        .map(({ id, statement }) => ({ title: `${id}: ${statement}`, where: { suite: suite.name, claim: id } }))
    ).filter((panels) => panels.length > 0);
  },
  spec({ points = [] }, { panel: { where }, subject: { suites } }) {
    const networks = [...new Set(points.map(({ network }) => String(network)))].sort();
    const share = points[0]?.unit === "share";
    const criterion = suites.find(({ suite }) => suite.name === where.suite)!.suite.claims
      .find(({ id }) => id === where.claim)!.criterion;
    const limits = criterion.kind === "within" ? [-criterion.limit, criterion.limit] : [criterion.limit];
    const x = {
      field: "at",
      type: "ordinal",
      title: "commit",
      sort: [...new Set(points.map(({ at }) => String(at)))],
      axis: {
        labelExpr: "split(datum.label, ' ')[0]",
        labelAngle: -45,
        labelOverlap: true,
        grid: false,
        domain: false,
      },
    };
    const { color, shape } = lookChannels("network", networks, networks.map(networkLook));
    const detail = { field: "line" };
    const format = share ? ".2~%" : ".3~g";
    return {
      width: "container",
      height: 170,
      encoding: {
        y: {
          type: "quantitative",
          title: share ? "effect, %" : "effect",
          scale: { zero: false, nice: true },
          axis: { format: share ? "~%" : "~g", tickCount: 4, domain: false },
        },
      },
      layer: [
        {
          data: { values: limits.map((limit) => ({ limit })) },
          mark: { type: "rule", strokeDash: [3, 3], color: "var(--muted)" },
          encoding: { y: { field: "limit", type: "quantitative" } },
        },
        {
          data: { name: "points" },
          encoding: { x, color, detail },
          layer: [
            {
              transform: [{ filter: "isValid(datum.lower)" }],
              mark: { type: "rule", strokeWidth: 1, opacity: 0.35 },
              encoding: { y: { field: "lower", type: "quantitative" }, y2: { field: "upper" } },
            },
            {
              mark: { type: "line", strokeWidth: 1.5, opacity: 0.7 },
              encoding: { y: { field: "mean", type: "quantitative" } },
            },
            {
              transform: [{ filter: "datum.changed === 'yes'" }],
              mark: { type: "point", size: 150, strokeWidth: 1.5, color: "var(--ink)" },
              encoding: { y: { field: "mean", type: "quantitative" }, color: { value: "var(--ink)" } },
            },
            {
              mark: { type: "point", filled: true, size: 30, opacity: 1 },
              encoding: {
                y: { field: "mean", type: "quantitative" },
                shape,
                tooltip: [
                  { field: "network", title: "model" },
                  { field: "setting", title: "setting" },
                  { field: "mean", title: "effect", format },
                  { field: "lower", title: "from", format },
                  { field: "upper", title: "to", format },
                  { field: "shown", title: "verdict" },
                  { field: "seeds", title: "seeds" },
                  { field: "at", title: "run" },
                ],
              },
            },
          ],
        },
      ],
    };
  },
  caption: ({ points = [] }) =>
    `Dots: the mean over seeds in one setting, with its interval; a line joins the runs of one and the same config, and the dashed line is the ` +
    "criterion. A ring marks a step: the verdict changed with its value since the run before, or the effect moved beyond the seeds' noise, as the list above has it. " +
    `n = ${
      new Set(points.map(({ run_id }) => run_id)).size
    } runs at the preset that speaks for their suite, by the commits' first ` +
    "parents, at one commit by time; * was made with uncommitted changes.",
  description({ points = [] }) {
    const last = new Map(points.map((row) => [`${row.network}, ${row.setting}`, row]));
    return `Effect by commit. In the latest run: ${
      [...last].map(([name, { mean, shown }]) => `${name}: ${Number(mean).toPrecision(3)}, ${shown}`).join("; ")
    }.`;
  },
  table: {
    data: "points",
    columns: [
      { name: "suite", label: "suite" },
      { name: "claim", label: "claim" },
      { name: "run_id", label: "run" },
      { name: "at", label: "commit" },
      { name: "network", label: "model" },
      { name: "setting", label: "setting" },
      { name: "shown", label: "verdict" },
      { name: "changed", label: "a step" },
      { name: "mean", label: "effect", unit: "" },
      { name: "lower", label: "from", unit: "" },
      { name: "upper", label: "to", unit: "" },
      { name: "seeds", label: "seeds", unit: "" },
    ],
  },
  empty: "There is one run of each suite so far: a second at the same preset begins the trend.",
};

/** Whether a run's verdict, which is corrected, is another than in the run before it, or its effect moved beyond the seeds' noise. */
function hasChanged({ claim, group }: Row, step: OverviewSubject["steps"][number] | undefined): boolean {
  const isOwn = (name: string, of: Parameters<typeof groupWords>[0]) => name === claim && groupWords(of) === group;
  return (step?.words ?? []).some((one) => one.move === "changed" && isOwn(one.claim, one.group)) ||
    (step?.quantities ?? []).some((one) =>
      one.part === "claim" && one.answer === "beyond noise" && isOwn(one.name, one.group)
    );
}
