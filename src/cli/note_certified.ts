import type { Case } from "../spec/case.ts";
import { countOf } from "./count_of.ts";

/** With fewer evaluation batches no test has a look before the last: see `studentOnNegativeSum()`. */
const fewestBatches = 6;

/** What the user should know of cases that are certified: what is not measured, and where nothing is saved. Each is said once. */
export function noteCertified(cases: readonly Case[]): string[] {
  const certified = cases.filter(({ certify }) => certify);
  if (certified.length === 0) return [];
  const few = certified.flatMap(({ network: { name }, evaluationSamples, evaluationBatchSize }) => {
    const batches = Math.ceil(evaluationSamples / evaluationBatchSize);
    if (batches >= fewestBatches) return [];
    return `--certify saves nothing for ${name}, which has ${
      countOf(batches, "evaluation batch", "evaluation batches")
    }: it takes ${fewestBatches} at least, and pays from about 20 on; give more --eval-samples or a smaller --eval-batch-size`;
  });
  return [
    "--certify decides barriers alone: floors, heights and interior minima are not measured, claims about them not testable",
    ...new Set(few),
  ];
}
