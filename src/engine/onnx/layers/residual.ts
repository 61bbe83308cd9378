import type { Value } from "../graph.ts";
import type { LayerContext, LayerOf, Written } from "./layer.ts";
import { writeLayers } from "./sequence.ts";

/** A pre-activation block: with `a = before(x)`, `body(a) + shortcut(a)`, or `body(a) + x` without a shortcut. */
export function writeResidual(layer: LayerOf<"residual">, x: Value, context: LayerContext): Written {
  const { graph } = context;
  const before = writeLayers(layer.before, x, context);
  const body = writeLayers(layer.body, before.output, context);
  const shortcut = layer.shortcut.length > 0 ? writeLayers(layer.shortcut, before.output, context) : undefined;
  return {
    output: graph.add(body.output, shortcut?.output ?? x),
    backward(gradient, inputWanted) {
      const fromBody = body.backward(gradient, true)!;
      const between = shortcut ? graph.add(fromBody, shortcut.backward(gradient, true)!) : fromBody;
      const fromBefore = before.backward(between, inputWanted);
      if (!inputWanted) return undefined;
      return shortcut ? fromBefore : graph.add(fromBefore!, gradient);
    },
  };
}
