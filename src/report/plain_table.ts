import { type Content, html, type Markup } from "./escape.ts";

/** A column of a table whose cells are made from its items. */
export interface PlainColumn<Item> {
  /** Its heading. */
  readonly label: string;
  /** Whether its cells stand at the right. */
  readonly number?: true;
  /** Whether its text goes on in the next line also on a phone. */
  readonly wraps?: true;
  /** What stands in it for an item. */
  readonly cell: (item: Item) => Content;
}

/** A table with a row an item, that scrolls by itself where it is wider than the page. `label` names it for those who do not see it. */
export function renderPlainTable<Item>(
  items: readonly Item[],
  label: string,
  columns: readonly PlainColumn<Item>[],
): Markup {
  const look = ({ number, wraps }: PlainColumn<Item>) =>
    number || wraps
      ? html`
        class="${number ? "number" : "wraps"}"
      `
      : html``;
  const head = columns.map((column) =>
    html`
      <th scope="col" ${look(column)}>${column.label}</th>
    `
  );
  const rows = items.map((item) =>
    html`<tr>${columns.map((column) => html`<td${look(column)}>${column.cell(item)}</td>`)}</tr>`
  );
  return html`
    <div class="scroll" role="region" aria-label="${label}" tabindex="0">
      <table>
        <thead>
          <tr>${head}</tr>
        </thead>
        <tbody>${rows}</tbody>
      </table>
    </div>
  `;
}
