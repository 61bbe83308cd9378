import type { Asked, ChartSection, Data, Panel, Row, ScaleKind, Spec } from "./page.ts";
import { readData } from "./read_data.ts";
import { withoutSeparators } from "./without_separators.ts";

/** A panel with its Vega-Lite spec, whose description names what is drawn. */
export interface FilledPanel {
  readonly panel: Panel;
  readonly spec: Spec;
  /** The same with the chart's other scale; absent where there is none or this panel has only one. */
  readonly switched?: Spec;
}

/** A chart with its rows and the specs of its panels, row by row. */
export interface FilledChart {
  readonly data: Data;
  readonly panels: readonly (readonly FilledPanel[])[];
}

const whole: Panel = { title: "", where: {} };

/** Fills a chart from the store; undefined where there is nothing to draw. */
export async function fillChart<About>(
  section: ChartSection<About>,
  context: About & Asked,
): Promise<FilledChart | undefined> {
  const read = await readData(section.data, context);
  const data = { ...read, ...section.derive?.(read, context) };
  if ((data[section.table.data] ?? []).length === 0) return undefined;
  const first = section.scale?.value ?? "linear";
  const fill = (panel: Panel): FilledPanel => {
    const rows = rowsOfPanel(data, panel);
    const text = section.description(rows, context);
    const description = panel.title === "" ? text : `${panel.title}. ${text}`;
    const draw = (scale: ScaleKind): Spec => ({
      ...section.spec(rows, { subject: context, panel, all: data, scale }),
      description,
    });
    const spec = draw(first);
    if (section.scale === undefined) return { panel, spec };
    const switched = draw(first === "linear" ? "log" : "linear");
    return JSON.stringify(switched) === JSON.stringify(spec) ? { panel, spec } : { panel, spec, switched };
  };
  const panels = section.panels?.(data, context) ?? [[whole]];
  return withoutSeparators({ data, panels: panels.map((row) => row.map(fill)) });
}

function rowsOfPanel(data: Data, { where }: Panel): Data {
  const drawn = (row: Row) => Object.entries(where).every(([name, value]) => !(name in row) || row[name] === value);
  return Object.fromEntries(Object.entries(data).map(([name, rows]) => [name, rows.filter(drawn)]));
}
