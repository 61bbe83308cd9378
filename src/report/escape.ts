/** Text on its way into a page. Everything is escaped unless it is already markup. */

import type { Json } from "../spec/measure.ts";

/** HTML that stands in a page as it is. Made by `html` alone, so that nothing unescaped gets in. */
export interface Markup {
  readonly markup: string;
}

/** What may stand in an `html` template. An array is joined without a separator. */
export type Content = Markup | string | number | readonly Content[];

/**
 * The text with the five characters that mean something in HTML replaced: safe in an element and in a quoted attribute.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { escapeHtml } from "./escape.ts";
 *
 * assertEquals(escapeHtml(`<b title="1">R&D</b>`), "&lt;b title=&quot;1&quot;&gt;R&amp;D&lt;/b&gt;");
 * ```
 */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/**
 * A template of HTML: what is written stands, what is filled in is escaped.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { html } from "./escape.ts";
 *
 * const cells = ["<script>", 3].map((value) => html`<td>${value}</td>`);
 * assertEquals(html`<tr>${cells}</tr>`.markup, "<tr><td>&lt;script&gt;</td><td>3</td></tr>");
 * ```
 */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return { markup: String.raw({ raw: parts }, ...values.map(markupOf)) };
}

function markupOf(content: Content): string {
  if (typeof content === "string") return escapeHtml(content);
  if (typeof content === "number") return String(content);
  if ("markup" in content) return content.markup;
  return content.map(markupOf).join("");
}

/**
 * Data as JSON for a script element: no `<` stands in it, so that nothing in it can end the element. NaN becomes null.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { escapeJson } from "./escape.ts";
 *
 * assertEquals(escapeJson("</script>"), String.raw`"\u003c/script>"`);
 * ```
 */
export function escapeJson(value: Json): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}
