/** All benchmarks of `deno task bench`, in the order in which they are shown. */

import type { BenchSetting, Subject } from "../src/spec/bench.ts";
import { segmentSubjects, stepSubjects } from "./networks.ts";
import { operatorSubjects } from "./operators.ts";
import { peakSubjects } from "./peak.ts";
import { walkSubjects } from "./walks.ts";

/** The benchmarks of an engine. */
export default function subjects(setting: BenchSetting): readonly Subject[] {
  return [peakSubjects, operatorSubjects, stepSubjects, segmentSubjects, walkSubjects].flatMap((some) => some(setting));
}
