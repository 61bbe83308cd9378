const known: Readonly<Record<string, string>> = {
  mlp: "var(--series-1)",
  vgg11: "var(--series-2)",
  resnet56: "var(--series-3)",
};

const others = ["var(--series-4)", "var(--series-5)", "var(--series-6)"];

/** The colour of a network: the same on every page, for a user's own network by its name's letters. */
export function networkColour(network: string): string {
  const letters = [...network].reduce((sum, letter) => sum + letter.codePointAt(0)!, 0);
  return known[network] ?? others[letters % others.length]!;
}
