import type { Row, Spec } from "../../mod.ts";

/** A limit as a dashed line, named above the plot, where no mark stands. */
export function limitLine(limit: number, name: string): Spec[] {
  const values: Row[] = [{ limit, label: `- - ${name}` }];
  const y = { field: "limit", type: "quantitative" };
  return [
    { data: { values }, mark: { type: "rule", strokeDash: [3, 3], color: "var(--muted)" }, encoding: { y } },
    {
      data: { values },
      mark: { type: "text", align: "left", baseline: "bottom", color: "var(--muted)", x: 0, y: -5 },
      encoding: { text: { field: "label" } },
    },
  ];
}
