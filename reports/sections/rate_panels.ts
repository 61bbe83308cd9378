/** How pages lay out their pictures by learning rate: a row a network and quantity, in it a panel for each learning rate. */

import { formatSetting, type Panel, type Row, type Spec } from "../../mod.ts";
import { smallNumbers } from "./small_numbers.ts";

/** A quantity that has a row of panels of its own. */
export interface Quantity {
  readonly quantity: string;
  readonly title: string;
  /** Title of its axis. */
  readonly axis: string;
  readonly scale: "log" | "linear";
  /** How the axis prints it. */
  readonly format: string;
  /** How a tooltip does. */
  readonly shown: string;
}

/** The training loss at a time, on the same samples in every arm. */
export const trainingLoss: Quantity = {
  quantity: "training_loss",
  title: "training loss",
  axis: "loss, nats",
  scale: "log",
  format: "~g",
  shown: ".3~g",
};

/** The share of the validation samples that are classified rightly. */
export const validationAccuracy: Quantity = {
  quantity: "validation_accuracy",
  title: "validation accuracy",
  axis: "accuracy, %",
  scale: "linear",
  format: ".0%",
  shown: ".1%",
};

/**
 * A row of panels for each network and quantity that some rows have, in it a panel for each learning rate; where there is only one, a
 * network's quantities stand side by side.
 */
export function panelsByRate(rows: readonly Row[], quantities: readonly Quantity[]): Panel[][] {
  return networksOf(rows).flatMap(([name, own]) => {
    const panels = quantities
      .filter(({ quantity }) => own.some((row) => !("quantity" in row) || row.quantity === quantity))
      .map(({ quantity, title }) => panelOfEach(name, own, { quantity }, `: ${title}`));
    return panels.every(({ length }) => length === 1) ? [panels.flat()] : panels;
  });
}

/** One row of panels: for each network one for each learning rate. */
export function panelPerRate(rows: readonly Row[]): Panel[][] {
  return [networksOf(rows).flatMap(([name, own]) => panelOfEach(name, own, {}, ""))];
}

/** The axis of a quantity that is drawn along y, for these values. */
export function axisOf({ axis, scale, format }: Quantity, values: readonly number[]): Spec {
  const ends = scale === "log"
    ? { scale: { type: "log", nice: false }, axis: { ...logTicks(values), domain: false } }
    : { scale: { zero: false, nice: true }, axis: { format, tickCount: 4, domain: false } };
  return { type: "quantitative", title: axis, ...ends };
}

/**
 * Where a logarithmic axis is ruled for these values: at 1, 2 and 5 of each decade, over many decades more rarely; as Vega does where they
 * lie so near each other that none of these may be among them.
 */
export function logTicks(values: readonly number[]): Spec {
  const exponents = values.filter((value) => value > 0 && value < Infinity).map(Math.log10);
  const [least, greatest] = [Math.min(...exponents), Math.max(...exponents)];
  const span = greatest - least;
  if (!(span > 0.7)) return { labelExpr: smallNumbers, tickCount: 4 };
  const digits = span < 1.5 ? [1, 2, 5] : span < 3 ? [1, 3] : [1];
  const decades = Array.from(
    { length: Math.ceil(greatest) - Math.floor(least) + 1 },
    (_, index) => Math.floor(least) + index,
  );
  return {
    labelExpr: smallNumbers,
    values: decades.flatMap((exponent) => digits.map((digit) => Number(`${digit}e${exponent}`))),
  };
}

/** Orders rows as the panels stand, by network and learning rate; in each as they come. */
export function byPanel(a: Row, b: Row): number {
  const network = (row: Row) => `${row.network} on ${row.dataset}`;
  return network(a).localeCompare(network(b)) || Number(a.learning_rate) - Number(b.learning_rate);
}

function networksOf(rows: readonly Row[]): [string, Row[]][] {
  return [...Map.groupBy(rows, ({ network, dataset }) => `${network} on ${dataset}`)];
}

function panelOfEach(name: string, rows: readonly Row[], more: Row, what: string): Panel[] {
  const { network = null, dataset = null } = rows[0]!;
  const rates = [...new Set(rows.map(({ learning_rate }) => Number(learning_rate)))].sort((a, b) => a - b);
  return rates.map((rate) => ({
    title: `${name}, η ${formatSetting(rate)}${what}`,
    where: { network, dataset, learning_rate: rate, ...more },
  }));
}
