import { readAssets } from "./assets.ts";
import { escapeJson, html, type Markup } from "./escape.ts";
import type { Json } from "../spec/measure.ts";

/** What a document is made of. */
export interface DocumentOptions {
  readonly title: string;
  readonly body: Markup;
  /** What the page's script draws: see `ChartPayload`. */
  readonly charts: Json;
}

const icon = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E" +
  "%3Cpath d='M1 3q4 14 7 7t7 4' fill='none' stroke='%232f6fb0' stroke-width='2'/%3E%3C/svg%3E";

/**
 * A whole HTML document that needs nothing from outside. Its content security policy names the two scripts and the style by
 * their SHA-256 and allows no other code, no connection and no image but those inside the page.
 */
export async function renderDocument({ title, body, charts }: DocumentOptions): Promise<string> {
  const { vega, script, style } = await readAssets();
  const policy = [
    "default-src 'none'",
    `script-src ${await source(vega)} ${await source(script)}`,
    `style-src ${await source(style)}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return html`
    <!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="${policy}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="generator" content="sgd-walk">
        <title>${title}</title>
        <link rel="icon" href="${icon}">
        <style>${{ markup: style }}</style>
      </head>
      <body>
    ${body}
    <script type="application/json" id="charts">${{ markup: escapeJson(charts) }}</script>
    <script>${{ markup: vega }}</script>
    <script type="module">${{ markup: script }}</script>
      </body>
    </html>
  `.markup;
}

/** A script or style as the policy names it. */
async function source(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return `'sha256-${new Uint8Array(digest).toBase64()}'`;
}
