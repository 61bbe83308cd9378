import { formatSetting, formatValue, type Subject, type Verdict, type VerdictWord } from "../../mod.ts";

/** The suite's question answered in a sentence, from the verdicts on W2 and W3. */
export function answer({ verdicts, run }: Subject): string {
  const bounces = verdicts.filter(({ claim }) => claim === "W2");
  const less = verdicts.filter(({ claim }) => claim === "W3");
  return `${
    bounce(bounces, `at the scale of the ${run.preset} preset`)
  }; that SGD's gradients point less against each other than GD's (W3) is supported in ${
    count(less, "supported")
  } and contradicted in ${count(less, "contradicted")} of ${less.length}.`;
}

function bounce(verdicts: readonly Verdict[], scale: string): string {
  const inRegime = verdicts.filter(({ estimate }) => estimate !== undefined);
  const settings = `${inRegime.length} of ${verdicts.length} settings`;
  if (inRegime.length === 0) return `This run cannot say: no setting ${scale} has η λmax above 1 (W2)`;
  const where = `where η λmax is above 1, in ${settings} ${scale}`;
  const held = inRegime.filter(({ word }) => word === "supported");
  const against = inRegime.filter(({ word }) => word === "contradicted");
  if (held.length === inRegime.length) return `Full-batch GD bounces ${where}: ${listed(held)} (W2)`;
  if (against.length === inRegime.length) return `Full-batch GD does not bounce ${where}: ${listed(against)} (W2)`;
  if (held.length + against.length === 0) {
    return `Not decided: whether full-batch GD bounces ${where}: ${listed(inRegime)} (W2)`;
  }
  return `It depends: full-batch GD, ${where}, bounces in ${held.length} and does not in ${against.length}: ${
    listed([...held, ...against])
  } (W2)`;
}

/** The mean cosines by network and learning rate. */
function listed(verdicts: readonly Verdict[]): string {
  return verdicts.map(({ group: { network, learning_rate }, estimate }) =>
    `${network} at η ${formatSetting(Number(learning_rate))} ${formatValue(estimate!.mean)}`
  ).join(", ");
}

function count(verdicts: readonly Verdict[], word: VerdictWord): number {
  return verdicts.filter((verdict) => verdict.word === word).length;
}
