import type { Case } from "../spec/case.ts";
import { stepsPerEpoch, totalSteps } from "../walk/schedule.ts";
import { countOf } from "./count_of.ts";

/** What cases ask for and do not come to, each said once: steps beyond their epochs, measured epochs and switches beyond their steps. */
export function noteUnreached(cases: readonly Case[]): string[] {
  return [...new Set(cases.flatMap(noteOne))];
}

function noteOne(one: Case): string[] {
  const { network: { name }, steps: asked = 0, epochs, measuredEpochs, descent } = one;
  const perEpoch = stepsPerEpoch(one);
  const steps = totalSteps(one);
  const beyond = measuredEpochs.filter((epoch) => (epoch - 1) * perEpoch >= steps).join(", ");
  return [
    ...(asked > steps
      ? [`${name} makes ${steps} of the ${asked} steps asked for, as ${countOf(epochs, "epoch")} have no more`]
      : []),
    ...(beyond === "" ? [] : [`${name} ends after ${countOf(steps, "step")}: epoch ${beyond} is not reached`]),
    ...(descent?.switch && descent.switch.step >= steps
      ? [
        `${descent.name}: the walk ends after ${
          countOf(steps, "step")
        } and does not switch at step ${descent.switch.step}`,
      ]
      : []),
  ];
}
