import type { Reference } from "../spec/suite.ts";
import { html, type Markup } from "./escape.ts";

/**
 * Where a suite's claims come from: `Xing and others, 2018, A Walk with SGD (arXiv 1802.08770; table 1)`, what is empty left out; undefined
 * where there is no paper, as for a suite of one's own.
 */
export function sourceWords({ paper, authors, identifier, where }: Reference): Markup | undefined {
  if (["", "none"].includes(paper)) return undefined;
  const details = [identifier, where].filter((detail) => detail !== "").join("; ");
  return html`${authors}, <cite>${paper}</cite>${details === "" ? "" : ` (${details})`}`;
}
