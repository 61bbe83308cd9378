/** A number of things in words: `"1 case"`, `"1,200 cases"`; with the plural where that is not the singular with an s. */
export function countOf(count: number, thing: string, things = `${thing}s`): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? thing : things}`;
}
