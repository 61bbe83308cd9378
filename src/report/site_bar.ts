import { html, type Markup } from "./escape.ts";

/** Where a page stands in the site. */
export interface SitePlace {
  /** From the page to the site's folder: `"."` or `".."`. */
  readonly home: string;
  /** The pages between the overview and this one, as names and paths from the site's folder. */
  readonly above?: readonly { readonly name: string; readonly path: string }[];
  /** What the page itself is called. */
  readonly here: string;
}

/** The way from the overview to a page, as links, and to the list of the runs. */
export function renderSiteBar({ home, above = [], here }: SitePlace): Markup {
  const links = [{ name: "Overview", path: "index.html" }, ...above].map(({ name, path }) =>
    html`<li><a href="${home}/${path}">${name}</a></li>`
  );
  return html`
    <nav class="site" aria-label="Site">
      <span class="name">sgd-walk</span>
      <ol>${here === "Overview" ? "" : links}<li aria-current="page">${here}</li></ol>
      <a href="${home}/index.html#the-runs">All runs</a>
    </nav>
  `;
}
