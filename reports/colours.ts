/** The one home of the charts' colours: each network, each arm and each part of a case's time has its own, the same on every page. */

/** How an entity is drawn: its colour, and with it the dash of its lines and the shape of its points, for those who do not tell colours apart. */
export interface Look {
  /** A CSS variable of the page. */
  readonly colour: string;
  /** Lengths of dashes and gaps; one dash without a gap is a solid line. */
  readonly dash: readonly number[];
  /** A shape of Vega's. */
  readonly shape: string;
}

/** The networks that suites walk. */
export const networkLooks: Readonly<Record<string, Look>> = {
  mlp: { colour: "var(--series-1)", dash: [1, 0], shape: "circle" },
  vgg11: { colour: "var(--series-2)", dash: [5, 3], shape: "square" },
  resnet56: { colour: "var(--series-3)", dash: [2, 2], shape: "triangle-up" },
};

/** What a user's own networks share, by their names' letters. */
export const otherNetworkLooks: readonly Look[] = [
  { colour: "var(--series-11)", dash: [9, 2, 2, 2], shape: "diamond" },
  { colour: "var(--series-12)", dash: [4, 2], shape: "triangle-down" },
];

/** What the steps of a walk follow; last, how a walk goes on that loses its noise's size by a smaller learning rate. */
export const armLooks = {
  gd: { colour: "var(--series-4)", dash: [1, 0], shape: "circle" },
  sgd: { colour: "var(--series-5)", dash: [7, 3], shape: "square" },
  sumOfNine: { colour: "var(--series-6)", dash: [2, 2], shape: "diamond" },
  structured: { colour: "var(--series-7)", dash: [9, 2, 2, 2], shape: "triangle-up" },
  matched: { colour: "var(--series-8)", dash: [4, 2], shape: "triangle-down" },
  papers: { colour: "var(--series-9)", dash: [1.5, 2.5], shape: "cross" },
  smallerRate: { colour: "var(--series-10)", dash: [12, 4], shape: "triangle-right" },
} as const satisfies Readonly<Record<string, Look>>;

/** What a case's time goes into. */
export const partColours: Readonly<Record<"training" | "measuring", string>> = {
  training: "var(--series-13)",
  measuring: "var(--series-14)",
};

/** The colour of a network: see `networkLook()`. */
export function networkColour(network: string): string {
  return networkLook(network).colour;
}

/** The look of a network: its own, or for a user's own network one of two that no other entity has. */
export function networkLook(network: string): Look {
  const letters = [...network].reduce((sum, letter) => sum + letter.codePointAt(0)!, 0);
  return networkLooks[network] ?? otherNetworkLooks[letters % otherNetworkLooks.length]!;
}

const ramp = [6, 5, 4, 3, 2, 1].map((place) => `var(--order-${place})`);
const shapes = ["circle", "square", "triangle-up", "cross", "triangle-down"];
const dashes = [[1, 0], [5, 3], [2, 2], [8, 2, 2, 2]];

/** So many looks for an ordered quantity such as a learning rate, in the order of legends: the greatest first, in the strongest colour. */
export function orderedLooks(count: number): Look[] {
  const step = (ramp.length - 1) / Math.max(1, count - 1);
  return Array.from({ length: count }, (_, place) => ({
    colour: ramp[Math.round(step * place)]!,
    shape: shapes[place % shapes.length]!,
    dash: dashes[place % dashes.length]!,
  }));
}
