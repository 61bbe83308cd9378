import type { BenchSetting, Subject } from "../src/spec/bench.ts";
import { graphSubject, providerOf } from "./graph_subject.ts";

const sides = [512, 1024, 1536, 2048];

/**
 * Products of square matrices by the engine's own library: the fastest of them is the machine's peak, which all others are told as a share
 * of. None for engines of another library than ONNX Runtime.
 */
export function peakSubjects(setting: BenchSetting): Subject[] {
  const provider = providerOf(setting);
  if (provider === undefined) return [];
  return sides.map((side) => {
    const flops = 2 * side ** 3;
    const name = `matrix product ${side} x ${side}`;
    const subject = { name, kind: "peak", work: { count: 1, unit: "products" }, flops } as const;
    return graphSubject(subject, { provider, threads: setting.threads }, (graph) => {
      graph.output("product", graph.matrixProduct(graph.input("a", [side, side]), graph.input("b", [side, side])));
    });
  });
}
