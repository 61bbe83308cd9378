import { html, type Markup } from "./escape.ts";
import { type RenderedSection, renderSections } from "./sections.ts";
import { renderSiteBar, type SitePlace } from "./site_bar.ts";

/** What stands in a page of the site from top to bottom. */
export interface PageBody {
  readonly place: SitePlace;
  readonly header: Markup;
  readonly sections: readonly RenderedSection[];
}

/** A page's body: the way through the site, the page's header, its sections, and whence it comes. */
export function renderPageBody({ place, header, sections }: PageBody): Markup {
  return html`
    <a class="skip" href="#content">Skip to the content</a>
    ${renderSiteBar(place)}
    ${header}
    <main id="content">
      ${renderSections(sections)}
    </main>
    <footer>
      <p>Made by <code>sgd-walk</code> from the rows of the store; everything that is shown is inside this file.</p>
    </footer>
  `;
}
