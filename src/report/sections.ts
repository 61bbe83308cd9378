import { html, type Markup } from "./escape.ts";

/** A rendered section of a page. */
export interface RenderedSection {
  /** Its anchor. */
  readonly id: string;
  readonly title: string;
  readonly markup: Markup;
}

/** Sections under their headings. */
export function renderSections(sections: readonly RenderedSection[]): Markup {
  return html`${
    sections.map(({ id, title, markup }) =>
      html`
        <section id="${id}" aria-labelledby="${id}-title">
        <h2 id="${id}-title">${title}</h2>
        ${markup}
        </section>
      `
    )
  }`;
}

/** Links to the sections of a page, closed, so that what the page says stands near its top. */
export function renderContents(sections: readonly RenderedSection[]): Markup {
  return html`
    <nav class="contents" aria-label="Sections">
      <details>
        <summary>On this page: ${sections.length} sections</summary>
        <ul>${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul>
      </details>
    </nav>
  `;
}
