import { html, type Markup } from "./escape.ts";

/** A page by its name and its path from the site's folder. */
export interface SiteLink {
  readonly name: string;
  readonly path: string;
}

/** Where a page stands in the site. */
export interface SitePlace {
  /** From the page to the site's folder: `"."` or `".."`. */
  readonly home: string;
  /** The pages between the overview and this one. */
  readonly above?: readonly SiteLink[];
  /** Pages to which there is no other way. */
  readonly beside?: readonly SiteLink[];
  /** What the page itself is called. */
  readonly here: string;
}

/** The way from the overview to a page, as links, and to the list of the runs. */
export function renderSiteBar({ home, above = [], beside = [], here }: SitePlace): Markup {
  const link = ({ name, path }: SiteLink) => html`<a href="${home}/${path}">${name}</a>`;
  const way = here === "Overview" ? [] : [{ name: "Overview", path: "index.html" }, ...above];
  return html`
    <nav class="site" aria-label="Site">
      <span class="name">sgd-walk</span>
      <ol>${way.map((page) => html`<li>${link(page)}</li>`)}<li aria-current="page">${here}</li></ol>
      ${beside.map(link)}
      ${link({ name: "All runs", path: "index.html#the-runs" })}
    </nav>
  `;
}
