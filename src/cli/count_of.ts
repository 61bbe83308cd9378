/** A number of things in words: `"1 case"`, `"1,200 cases"`. */
export function countOf(count: number, thing: string): string {
  return `${count.toLocaleString("en-US")} ${thing}${count === 1 ? "" : "s"}`;
}
