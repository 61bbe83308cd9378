/** What a case's time goes into, with its colour: the same on every page, and no network's. */
export const partColours: Readonly<Record<"training" | "measuring", string>> = {
  training: "var(--series-4)",
  measuring: "var(--series-6)",
};
