/** What a page is: a title, a sentence that answers it, and sections that are filled from the store. Plain data and pure functions. */

import type { Verdict } from "../spec/claim.ts";
import type { Json } from "../spec/measure.ts";
import type { Query } from "../spec/run.ts";
import type { Suite } from "../spec/suite.ts";
import type { RunRecord } from "../store/run_rows.ts";

/** A row as the store gives it. */
export type Row = Readonly<Record<string, Json>>;

/** Rows by the name of their data set. */
export type Data = Readonly<Record<string, readonly Row[]>>;

/** What a page is about. */
export interface Subject {
  /** The suite as declared. */
  readonly suite: Suite;
  /** The run as stored. */
  readonly run: RunRecord;
  /** The run's verdicts. */
  readonly verdicts: readonly Verdict[];
}

/** The store, to be asked about one of its runs or about all. */
export interface Asked {
  /** Asks the store. */
  readonly query: Query;
  /** The run that `$run` stands for; absent where a page is about all of them. */
  readonly run?: { readonly id: string };
}

/** A subject and the store to ask about it. */
export type Context = Subject & Asked;

/** A column of a table that people read. */
export interface Column {
  /** Its name in the rows. */
  readonly name: string;
  /** Its heading. */
  readonly label: string;
  /** Numbers are right-aligned and shown in this unit: see `formatValue()`. Absent for text. */
  readonly unit?: string;
  /** Whether its text goes on in the next line also on a phone, where else the table is as wide as its longest text. */
  readonly wraps?: true;
}

/** Rows from SQL, in which `$run` stands for the run, or made from what the page is about. */
export type Source<About = Subject> = string | ((subject: About) => readonly Row[]);

/** Paragraphs. */
export interface ProseSection {
  /** Tells the sections apart. */
  readonly kind: "prose";
  /** Heading. */
  readonly title: string;
  /** Its paragraphs. */
  text(subject: Subject): readonly string[];
}

/** The claims with their verdicts. */
export interface VerdictsSection {
  /** Tells the sections apart. */
  readonly kind: "verdicts";
  /** Heading. */
  readonly title: string;
  /** A sentence under the heading. */
  readonly caption: string;
}

/** Where the claims hold: all verdicts in one table, a row a claim and a column a setting. */
export interface OutcomesSection {
  /** Tells the sections apart. */
  readonly kind: "outcomes";
  /** Heading. */
  readonly title: string;
  /** A sentence under the table. */
  readonly caption: string;
  /** The settings that make the columns, the outermost first; verdicts that differ in others have rows of their own. */
  readonly columns: readonly string[];
}

/** Names and what they stand for: a run's circumstances, say. */
export interface FactsSection {
  /** Tells the sections apart. */
  readonly kind: "facts";
  /** Heading. */
  readonly title: string;
  /** What is read, by name. */
  readonly data: Readonly<Record<string, Source>>;
  /** The names and values. */
  facts(data: Data, subject: Subject): readonly (readonly [label: string, value: string])[];
}

/** What stands of a table that is long: some of its rows, and the whole of it where it is opened. */
export interface Excerpt {
  /** Whether a row is among them. */
  has(row: Row): boolean;
  /** What the whole table is called. */
  readonly whole: string;
}

/** A table. */
export interface TableSection {
  /** Tells the sections apart. */
  readonly kind: "table";
  /** Heading. */
  readonly title: string;
  /** A sentence under the heading. */
  readonly caption: string;
  /** What is read. */
  readonly data: Source;
  /** Makes the table's rows out of those that were read. */
  derive?(rows: readonly Row[], subject: Subject): readonly Row[];
  /** Its columns, from left to right. */
  readonly columns: readonly Column[];
  /** What stands of it where it is long; all of it where absent. */
  readonly excerpt?: Excerpt;
  /** What stands there when there is no row. */
  readonly empty: string;
}

/** A choice beside a chart that sets a parameter of its specs. */
export interface Control {
  /** Name of the Vega-Lite parameter. */
  readonly parameter: string;
  /** What stands before the choices. */
  readonly label: string;
  /** The choices. */
  readonly options: readonly { readonly label: string; readonly value: string | number }[];
  /** The choice at first. */
  readonly value: string | number;
}

/** A Vega-Lite spec as plain data. Colours are CSS variables of the page, such as `"var(--ink)"`, so that they follow its theme. */
export type Spec = { readonly [key: string]: Json };

/** One of a chart's small multiples. */
export interface Panel {
  /** What stands above it. */
  readonly title: string;
  /** A line under the title. */
  readonly note?: string;
  /** Values that a row must have to be drawn in the panel; a row without the column is drawn in each. */
  readonly where: Row;
}

/** What a spec may depend on besides its panel's rows. */
export interface PanelSubject<About = Subject> {
  /** What the page is about. */
  readonly subject: About;
  /** The panel that is drawn. */
  readonly panel: Panel;
  /** The rows of all panels, for what they have in common. */
  readonly all: Data;
  /** Which scale is drawn; linear where the chart has no `scale`. */
  readonly scale: ScaleKind;
}

/** How an axis divides its length. */
export type ScaleKind = "linear" | "log";

/** A switch between a linear and a logarithmic axis: the chart's `spec` is asked for both. */
export interface ScaleSwitch {
  /** What the axis shows, for example `"height"`. */
  readonly label: string;
  /** The scale at first. */
  readonly value: ScaleKind;
}

/**
 * Long lines that a reader can zoom into. Their data set may hold 100,000 points: it stands in the page in few bytes and is thinned out
 * to what a screen can show, extremes kept. The spec draws its horizontal axis from the parameter `from` to the parameter `to`.
 */
export interface Zoom {
  /** The data set, ordered by `x` within each line. */
  readonly data: string;
  /** The column along the line: whole numbers, such as steps. */
  readonly x: string;
  /** The column that is drawn. */
  readonly y: string;
  /** The columns that tell the lines apart and that the spec reads besides. */
  readonly by: readonly string[];
}

/** A chart: one Vega-Lite spec, or one a panel, over rows that stand in the page once. `About` is what its page is about: a run. */
export interface ChartSection<About = Subject> {
  /** Tells the sections apart. */
  readonly kind: "chart";
  /** Says what to look at. */
  readonly title: string;
  /** What it shows in one line, made of its rows; empty where they show nothing that a line can say. */
  takeaway?(data: Data, subject: About): string;
  /** Says what is drawn and over how many observations. */
  caption(data: Data, subject: About): string;
  /** What someone who does not see a panel should know of it; `data` holds the panel's rows. */
  description(data: Data, subject: About): string;
  /** What is read, by name. */
  readonly data: Readonly<Record<string, Source<About>>>;
  /** Makes further data sets out of those that were read: means and intervals, say. */
  derive?(data: Data, subject: About): Data;
  /** Choices beside the chart, which may depend on its rows. */
  readonly controls?: readonly Control[] | ((data: Data) => readonly Control[]);
  /** Where a reader can choose between a linear and a logarithmic axis. */
  readonly scale?: ScaleSwitch;
  /** Which of its data sets are long lines to be zoomed into. */
  readonly zoom?: Zoom;
  /** The small multiples, row by row; one without a title where absent. */
  panels?(data: Data, subject: About): readonly (readonly Panel[])[];
  /** The spec of a panel, whose data sets are named as here; `data` holds the panel's rows. */
  spec(data: Data, about: PanelSubject<About>): Spec;
  /** Which data set stands under the chart as a table, and its columns. */
  readonly table: { readonly data: string; readonly columns: readonly Column[] };
  /** What stands there when the table's data set has no row. */
  readonly empty: string;
}

/** A part of a page. */
export type Section = ProseSection | OutcomesSection | VerdictsSection | FactsSection | TableSection | ChartSection;

/** A page as `reports/` defines it. */
export interface Page {
  /** The suite it is about; also the name of its file. */
  readonly suite: string;
  /** One sentence that answers the suite's question. */
  answer(subject: Subject): string;
  /** Its parts, from top to bottom. */
  readonly sections: readonly Section[];
}

/** Defines a page: gives it back, checked by its type. */
export function page(definition: Page): Page {
  return definition;
}
