import { formatSetting, formatValue, type Subject, type Verdict } from "../../mod.ts";

/** The suite's question answered in a sentence, from the verdicts on W2, W3 and W4. */
export function answer({ verdicts, run }: Subject): string {
  const of = (id: string) => verdicts.filter(({ claim, exploratory }) => claim === id && !exploratory);
  const [gd, less, farther] = ["W2", "W3", "W4"].map(of) as [Verdict[], Verdict[], Verdict[]];
  const bounces = bounce(gd, `at the scale of the ${run.preset} preset`);
  if (!gd.some(isTested)) return `${bounces}.`;
  return `${bounces}. There SGD's gradients point less against each other than GD's in ${
    count(less)
  } (W3), and SGD moves farther than GD in ${count(farther)} (W4).`;
}

function bounce(verdicts: readonly Verdict[], scale: string): string {
  const tested = verdicts.filter(isTested);
  if (tested.length === 0) return `This run cannot say: in no setting ${scale} was η λmax seen above 1 (W2)`;
  const where =
    `at the steps at which it overshoots, η λmax above 1, in ${tested.length} of ${verdicts.length} settings ${scale}`;
  const held = tested.filter(({ word }) => word === "supported");
  const against = tested.filter(({ word }) => word === "contradicted");
  if (held.length === tested.length) return `Full-batch GD bounces ${where}: ${listed(held)} (W2)`;
  if (against.length === tested.length) return `Full-batch GD does not bounce ${where}: ${listed(against)} (W2)`;
  if (held.length + against.length === 0) {
    return `Not decided: whether full-batch GD bounces ${where}: ${listed(tested)} (W2)`;
  }
  return `It depends: full-batch GD, ${where}, bounces in ${held.length} and does not in ${against.length}: ${
    listed([...held, ...against])
  } (W2)`;
}

/** The mean cosines by network and learning rate. */
function listed(verdicts: readonly Verdict[]): string {
  const each = verdicts.map(({ group: { network, learning_rate }, estimate }) =>
    `${formatValue(estimate!.mean)} (${network}, η ${formatSetting(Number(learning_rate))})`
  );
  return `mean cosine ${each.join(", ")}`;
}

/** "2 and not in 1 of 3". */
function count(verdicts: readonly Verdict[]): string {
  const tested = verdicts.filter(isTested);
  const [held, against] = ["supported", "contradicted"].map((word) => tested.filter((one) => one.word === word).length);
  return `${held}${against ? ` and not in ${against}` : ""} of ${tested.length}`;
}

function isTested({ estimate }: Verdict): boolean {
  return estimate !== undefined;
}
